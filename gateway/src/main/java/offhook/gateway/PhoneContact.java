package offhook.gateway;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;

/** {@code phone.<domain>}, which stands in every roster as "Phone" and sends the alerts. Safe to share. */
record PhoneContact(Jid jid) implements Service {

    static PhoneContact of(String domain) {
        return new PhoneContact(Jid.of("phone." + domain));
    }

    @Override
    public String name() {
        return "Phone";
    }

    @Override
    public String identity() {
        return "gateway/sip";
    }

    @Override
    public void received(Message message) {
        throw StanzaError.serviceUnavailable("this address tells of calls and reads nothing");
    }
}
