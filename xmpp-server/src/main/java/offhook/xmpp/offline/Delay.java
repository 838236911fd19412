package offhook.xmpp.offline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** XEP-0203: when a message that was kept had come. */
final class Delay {

    static final String NS = "urn:xmpp:delay";

    private Delay() {}

    static Element of(Jid server, Instant at) {
        return Element.of("delay", NS)
                .with("from", server.toString())
                .with("stamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
