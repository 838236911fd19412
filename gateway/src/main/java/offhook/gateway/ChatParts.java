package offhook.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.gateway.chat.Correspondents;
import offhook.gateway.chat.PhoneChat;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.dial.DialDesk;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.Markers;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.sip.text.TextSender;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xep.DirectoryService;

/** What the running server has of chat: the XMPP side, what people write to phones, and what they are told. */
record ChatParts(Parts of, GatewayConfig config) {

    PhoneChat texts() {
        return new PhoneChat(of.people.book, pbxHosts(), config.messages(), of::chat, this::phones);
    }

    private Set<String> pbxHosts() {
        return config.pbx().map(pbx -> pbx.sip().address().hosts()).orElse(Set.of());
    }

    private TextSender phones() {
        return of.sip.core().texts();
    }

    DialDesk dial() {
        return new DialDesk(
                config.clickToCall(),
                new DialDesk.Ground(
                        of.chosen,
                        new Correspondents(of.people.book, pbxHosts()),
                        of.on.database,
                        of.on.pool,
                        of.on.clock,
                        () -> of.sip.core(),
                        of::chat,
                        of.reload::missedCalls));
    }

    Contacts contacts() {
        return new Contacts(
                of.people.book,
                config.pbx(),
                config.sip().federation(),
                of.on.database,
                () -> of.sip.core().agent(),
                stanza -> of.chat().route(of.dial.told(stanza)),
                of.on.random);
    }

    XmppCore core() {
        var on = of.on;
        return new XmppCore(
                config.xmpp(),
                config.archive(),
                new XmppCore.Ground(
                        of.people.book,
                        of.passwords,
                        on.database,
                        on.lanes,
                        on.timers,
                        on.clock,
                        on.random,
                        on.trace,
                        of.presence,
                        new Receipts(),
                        new PeopleWithRoom(new DirectoryService(of.people.people), of.disk::room),
                        config.limits().enabled()),
                List.of(
                        new PhoneContact(
                                PhoneContact.address(config.domain()),
                                this::toPhones,
                                of.contacts::received,
                                of.dial::takes),
                        of.voicemail.contact(stanza -> of.chat().route(stanza))),
                of.web.map(Web::site));
    }

    /** What is not for the desk is a text to a phone. */
    private void toPhones(Message message) {
        boolean isMarker = new Markers(of.people.book, of.on.database, of.on.clock).takes(message);
        if (!isMarker && !of.dial.takes(message)) {
            of.texts.toPhones(message);
        }
    }

    /** On its sockets, and by the web where there is that. */
    XmppServer server() {
        of.dial.open(of.xmppCore);
        of.web.ifPresent(part -> part.carry(
                of.xmppCore.streams(), (int) config.xmpp().limits().stanza().bytes()));
        return new XmppServer(config.xmpp(), of.xmppCore, of.on.loops, of.tls);
    }

    Notifier notifier(Optional<MailOut> mail) {
        var on = of.on;
        return new Notifier(
                on.database,
                of.chosen,
                on.pool,
                on.timers,
                on.clock,
                of.reload::missedCalls,
                new ChatOut(of.xmppCore.deliveries(), of.xmppCore.presence()::isOnline),
                mail,
                of.voicemail.files(),
                of.preferences,
                PbxMail.patience(config),
                on.metrics);
    }
}
