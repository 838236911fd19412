package offhook.gateway;

import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;

/**
 * {@code phone.<domain>}, which stands in every roster as "Phone" and sends the alerts; behind it is whoever has a number.
 * Safe to share.
 *
 * @param texts takes messages to its addresses
 * @param presence takes presence to them
 * @param questions takes those that it answers
 */
record PhoneContact(Jid jid, Consumer<Message> texts, Consumer<Presence> presence, Predicate<Iq> questions)
        implements Service {

    static Jid address(String domain) {
        return Jid.of("phone." + domain);
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
        texts.accept(message);
    }

    @Override
    public void received(Presence sent) {
        presence.accept(sent);
    }

    @Override
    public boolean received(Iq iq) {
        return questions.test(iq);
    }
}
