package offhook.xmpp.stanza;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** XEP-0203: when a message had come that is delivered late. */
public final class Delay {

    public static final String NS = "urn:xmpp:delay";

    private Delay() {}

    /** The message with the time at which it had come to this server, unless the server has said so already. */
    public static Element late(Jid server, Element message, Instant at) {
        var from = server.toString();
        boolean known = message.children("delay", NS).stream()
                .anyMatch(delay -> delay.attribute("from").filter(from::equals).isPresent());
        return known
                ? message
                : message.with(Element.of("delay", NS)
                        .with("from", from)
                        .with("stamp", at.truncatedTo(ChronoUnit.MILLIS).toString()));
    }
}
