"""A component that answers every message with its text in capitals, and a ping of the server."""
import sys

from slixmpp.componentxmpp import ComponentXMPP


class Echo(ComponentXMPP):
    def __init__(self, jid, secret, host, port):
        super().__init__(jid, secret, host, port)
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("message", self.heard)
        self.add_event_handler("failed_auth", lambda event: sys.exit("failed_auth"))

    async def started(self, event):
        ping = self.make_iq_get(queryxmlns="jabber:iq:version", ito="capulet.example", ifrom="echo.capulet.example")
        answer = await ping.send(timeout=10)
        print("ready", answer["type"], flush=True)

    def heard(self, message):
        message.reply(message["body"].upper()).send()


echo = Echo("echo.capulet.example", sys.argv[2], "127.0.0.1", int(sys.argv[1]))
echo.connect()
echo.process(forever=True)
