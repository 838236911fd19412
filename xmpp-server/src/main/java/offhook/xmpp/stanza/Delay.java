package offhook.xmpp.stanza;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** XEP-0203: when something had come that is delivered late, or was true that is told late. */
public final class Delay {

    public static final String NS = "urn:xmpp:delay";

    private Delay() {}

    /** The stanza with the time that it is of, unless whoever knows it has said so already. */
    public static Element late(Jid knows, Element stanza, Instant at) {
        var from = knows.toString();
        boolean known = stanza.children("delay", NS).stream()
                .anyMatch(delay -> delay.attribute("from").filter(from::equals).isPresent());
        return known ? stanza : stanza.with(delay(knows, at));
    }

    /** Likewise a message, which is parsed only where somebody has said something of the kind. */
    public static Message late(Jid knows, Message message, Instant at) {
        return message.has("delay", NS)
                ? (Message) Stanza.of(late(knows, message.element(), at))
                : message.with(delay(knows, at));
    }

    private static Element delay(Jid knows, Instant at) {
        return Element.of("delay", NS)
                .with("from", knows.toString())
                .with("stamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
