"""A day of two people with slixmpp: day.py PORT DOMAIN PASSWORD CERTIFICATE. Prints each thing that worked, in order.

Whatever does not happen within a few seconds ends it with a traceback and an exit code that is not 0.
"""

import asyncio
import sys

import slixmpp
from slixmpp.exceptions import PresenceError

PORT, DOMAIN, PASSWORD, CERTIFICATE = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
ROOM = 'balcony@conference.' + DOMAIN
PATIENCE = 30


class Client(slixmpp.ClientXMPP):
    """A client that remembers what it got; waiting takes from that what fits."""

    def __init__(self, user):
        super().__init__('%s@%s/slixmpp' % (user, DOMAIN), PASSWORD)
        for plugin in ('xep_0030', 'xep_0045', 'xep_0059', 'xep_0198', 'xep_0199', 'xep_0280', 'xep_0313'):
            self.register_plugin(plugin)
        self.ca_certs = CERTIFICATE
        self.use_scram()
        self.mechanism = None
        self.seen = []
        self.news = asyncio.Event()
        for event in ('session_start', 'session_resumed', 'message', 'groupchat_message', 'presence_available',
                      'presence_dnd', 'presence_unavailable', 'disconnected', 'connection_failed'):
            self.add_event_handler(event, lambda data, name=event: self.remember(name, data))
        self.add_event_handler('auth_success', self.remember_mechanism)

    def use_scram(self):
        """Without channel binding: the only kind that slixmpp 1.8 knows, tls-unique, is none of TLS 1.3 (RFC 9266)."""
        sasl = self['feature_mechanisms']
        sasl.use_mech = 'SCRAM-SHA-256'
        usual = sasl.sasl_callback
        sasl.sasl_callback = lambda required, optional: usual(required, optional - {'channel_binding'})

    def remember(self, event, data):
        self.seen.append((event, data))
        self.news.set()

    def remember_mechanism(self, _):
        self.mechanism = self['feature_mechanisms'].mech.name

    async def until(self, event, fits=lambda data: True):
        """The first of these events that fits and was not waited for yet."""
        async def wait():
            while True:
                for seen in self.seen:
                    if seen[0] == event and fits(seen[1]):
                        self.seen.remove(seen)
                        return seen[1]
                self.news.clear()
                await self.news.wait()
        return await asyncio.wait_for(wait(), PATIENCE)

    def come(self):
        self.connect(address=('127.0.0.1', PORT))


def check(what, holds):
    if not holds:
        raise AssertionError(what)
    print(what, flush=True)


async def log_in(client):
    client.come()
    await client.until('session_start')
    check('%s logs in over TLS' % client.boundjid.user, client.transport.get_extra_info('ssl_object') is not None)
    check('%s logs in with SCRAM' % client.boundjid.user, client.mechanism.startswith('SCRAM-SHA-'))
    await client.get_roster()
    client.send_presence()


async def befriend(juliet, romeo):
    juliet.auto_authorize = romeo.auto_authorize = True
    juliet.auto_subscribe = romeo.auto_subscribe = True
    romeo.send_presence_subscription(pto=juliet.boundjid.bare)
    await romeo.until('presence_available', lambda presence: presence['from'] == juliet.boundjid)
    await juliet.until('presence_available', lambda presence: presence['from'] == romeo.boundjid)
    check('they see each other', True)
    juliet.send_presence(pshow='dnd', pstatus='On the phone')
    seen = await romeo.until('presence_dnd')
    check('Romeo sees that Juliet is busy', seen['status'] == 'On the phone')


async def chat(juliet, romeo):
    juliet.send_message(mto=romeo.boundjid.bare, mbody='Wherefore art thou?', mtype='chat')
    message = await romeo.until('message', lambda message: message['body'] == 'Wherefore art thou?')
    check('they chat', message['from'] == juliet.boundjid)


async def meet(juliet, romeo):
    await juliet['xep_0045'].join_muc_wait(ROOM, 'Juliet', timeout=PATIENCE)
    try:
        await romeo['xep_0045'].join_muc_wait(ROOM, 'Romeo', timeout=PATIENCE)
        refused = ''
    except PresenceError as error:
        refused = error.condition
    check('a room that is not open yet refuses at once', refused == 'item-not-found')
    form = await juliet['xep_0045'].get_room_config(ROOM)
    form['type'] = 'submit'
    await juliet['xep_0045'].set_room_config(ROOM, form)
    await romeo['xep_0045'].join_muc_wait(ROOM, 'Romeo', timeout=PATIENCE)
    check('both are in the room', set(romeo['xep_0045'].get_roster(ROOM)) == {'Juliet', 'Romeo'})
    romeo.send_message(mto=ROOM, mbody='With love\'s light wings', mtype='groupchat')
    message = await juliet.until('groupchat_message', lambda message: message['body'].startswith('With love'))
    check('they talk there', message['from'].resource == 'Romeo')


async def look_back(romeo, juliet):
    answer = await romeo['xep_0313'].retrieve(with_jid=juliet.boundjid.bare)
    bodies = [result['mam_result']['forwarded']['stanza']['body'] for result in answer['mam']['results']]
    check('Romeo finds the chat in his archive', bodies == ['Wherefore art thou?'])


async def resume(juliet, romeo):
    romeo.seen.clear()
    juliet.seen.clear()
    romeo.transport.abort()
    await romeo.until('disconnected')
    juliet.send_message(mto=romeo.boundjid.bare, mbody='Parting is such sweet sorrow', mtype='chat')
    romeo.come()
    await romeo.until('session_resumed')
    await romeo.until('message', lambda message: message['body'].startswith('Parting'))
    check('Romeo is back in the same session and has missed nothing', True)
    juliet.send_message(mto=romeo.boundjid.bare, mbody='Good night', mtype='chat')
    await romeo.until('message', lambda message: message['body'] == 'Good night')
    again = [data for event, data in romeo.seen if event == 'message' and data['body'].startswith('Parting')]
    check('and got nothing twice', not again)
    check('nobody saw him leave', not [event for event, _ in juliet.seen if event == 'presence_unavailable'])


async def refused():
    """A wrong password is refused, and the server has no other way in."""
    stranger = slixmpp.ClientXMPP('juliet@' + DOMAIN, 'wrong')
    stranger.ca_certs = CERTIFICATE
    stranger['feature_mechanisms'].use_mech = 'PLAIN'
    failed = asyncio.get_event_loop().create_future()
    stranger.add_event_handler('failed_all_auth', lambda _: failed.done() or failed.set_result(True))
    stranger.add_event_handler('session_start', lambda _: failed.done() or failed.set_result(False))
    stranger.connect(address=('127.0.0.1', PORT))
    check('a wrong password is refused', await asyncio.wait_for(failed, PATIENCE))
    stranger.abort()


async def day():
    juliet, romeo = Client('juliet'), Client('romeo')
    await log_in(juliet)
    await log_in(romeo)
    await befriend(juliet, romeo)
    await chat(juliet, romeo)
    await meet(juliet, romeo)
    await look_back(romeo, juliet)
    await resume(juliet, romeo)
    await refused()
    await asyncio.gather(juliet.disconnect(), romeo.disconnect())


asyncio.get_event_loop().run_until_complete(day())
print('the day is over')
