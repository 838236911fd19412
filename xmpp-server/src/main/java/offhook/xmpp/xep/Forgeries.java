package offhook.xmpp.xep;

import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/** What only a server may say about a message does not pass when a client says it in the server's name. */
public final class Forgeries implements Feature {

    private static final String STANZA_IDS = "urn:xmpp:sid:0";
    private static final String DELAY = "urn:xmpp:delay";

    private static final String ARCHIVE = "urn:xmpp:mam:";

    private static final Set<String> SUSPICIOUS = Set.of(STANZA_IDS, DELAY, Carbons.NS, ARCHIVE + "1", ARCHIVE + "2");

    private final Jid server;

    public Forgeries(Jid server) {
        this.server = server;
    }

    @Override
    public Spec spec() {
        return Spec.xep(359, "0.7.0", "Unique and Stable Stanza IDs");
    }

    @Override
    public void install(Installer to) {
        to.disco(STANZA_IDS).at(Stage.SENDING, Forgeries::isSuspicious, this::strip);
    }

    /** What a component may say, which speaks for its own archives, and for nothing of ours. */
    public Stanza ofComponent(Stanza stanza) {
        return stanza instanceof Message message && isSuspicious(message)
                ? Stanza.of(message.element().keeping(child -> !isOurs(child)))
                : stanza;
    }

    private static boolean isSuspicious(Message message) {
        for (var child : message.children()) {
            if (SUSPICIOUS.contains(child.namespace())) {
                return true;
            }
        }
        return false;
    }

    private Message strip(Account account, Message message) {
        return (Message) Stanza.of(message.element().keeping(child -> !isForged(child)));
    }

    /** XEP-0359 §3.1 rule 2: a stanza-id "by" one of ours; XEP-0203 §4: a delay "from" one of ours; XEP-0280 §11: a copy; XEP-0313 §8.2: a result. */
    private boolean isForged(Element child) {
        return isOurs(child)
                || (child.name().equals("result") && child.namespace().startsWith(ARCHIVE));
    }

    private boolean isOurs(Element child) {
        return child.is("sent", Carbons.NS)
                || child.is("received", Carbons.NS)
                || (child.is("stanza-id", STANZA_IDS) && isOurs(child.attribute("by")))
                || (child.is("delay", DELAY) && isOurs(child.attribute("from")));
    }

    private boolean isOurs(Optional<String> jid) {
        return jid.filter(this::isOurs).isPresent();
    }

    /** However it is spelt: a client may prepare it before it compares. */
    private boolean isOurs(String jid) {
        try {
            return Jid.parse(jid).domain().equals(server.domain());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
