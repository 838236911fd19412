package offhook.xmpp.muc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * How much of the discussion a newcomer wants, XEP-0045 §7.2.14: the least that any of the limits leaves.
 *
 * @param maxChars of whole stanzas, markup and addresses included
 * @param seconds how old a message may be
 * @param since when the oldest may have been sent
 */
record HistoryRequest(long maxChars, long maxStanzas, long seconds, Instant since) {

    private static final long ANY = Long.MAX_VALUE;

    static final HistoryRequest ALL = new HistoryRequest(ANY, ANY, ANY, Instant.MIN);

    /**
     * @param x {@code <x/>} of the presence that enters
     * @throws StanzaError bad-request if a limit is none
     */
    static HistoryRequest in(Element x) {
        return x.child("history")
                .map(history -> new HistoryRequest(
                        number(history, "maxchars"),
                        number(history, "maxstanzas"),
                        number(history, "seconds"),
                        history.attribute("since").map(HistoryRequest::time).orElse(Instant.MIN)))
                .orElse(ALL);
    }

    /** No message before this is wanted. */
    Instant from(Instant now) {
        boolean any = seconds > now.getEpochSecond();
        var oldest = any ? Instant.MIN : now.minusSeconds(seconds);
        return oldest.isAfter(since) ? oldest : since;
    }

    private static long number(Element history, String name) {
        Optional<String> text = history.attribute(name);
        try {
            return text.map(String::strip)
                    .map(Long::parseLong)
                    .map(n -> Math.max(0, n))
                    .orElse(ANY);
        } catch (NumberFormatException e) {
            throw StanzaError.badRequest(name + " is no number");
        }
    }

    /** XEP-0082. */
    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw StanzaError.badRequest("since is no time");
        }
    }
}
