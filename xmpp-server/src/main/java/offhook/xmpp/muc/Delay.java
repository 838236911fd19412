package offhook.xmpp.muc;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** Says when something was sent first, XEP-0203. */
final class Delay {

    static final String NS = "urn:xmpp:delay";

    private Delay() {}

    static Element stamp(Jid by, Instant at) {
        var time = DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
        return Element.of("delay", NS).with("from", by.toString()).with("stamp", time);
    }
}
