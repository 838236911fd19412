package offhook.xmpp.web;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import offhook.runtime.share.MediaType;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * What a client says of the file that it wants to upload, XEP-0363 §4.
 *
 * @param name as people see it: no path
 * @param type "" if it does not say
 * @param size in bytes
 * @param keep how long at most
 */
record SlotRequest(String name, String type, long size, Duration keep) {

    static final String PURPOSES = "urn:xmpp:http:upload:purpose:0";

    private static final int LONGEST_NAME = 255;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Fails with StanzaError. */
    static SlotRequest of(Element request, Duration keep, Instant now) {
        var size = request.attribute("size").orElse("");
        if (!SIZE.matcher(size).matches() || Long.parseLong(size) == 0) {
            throw StanzaError.badRequest("expected the size of the file in bytes");
        }
        var type = request.attribute("content-type").filter(text -> !text.isBlank());
        return new SlotRequest(
                name(request.attribute("filename").orElse("")),
                type.map(text -> MediaType.parse(text)
                                .orElseThrow(() -> StanzaError.badRequest("content-type: expected a media type"))
                                .text())
                        .orElse(""),
                Long.parseLong(size),
                request.child("ephemeral", PURPOSES)
                        .map(ephemeral -> until(ephemeral, keep, now))
                        .orElse(keep));
    }

    private static String name(String sent) {
        var name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || UNSEEN.matcher(name).find()) {
            throw StanzaError.badRequest("filename: expected the name of a file");
        }
        if (name.length() > LONGEST_NAME) {
            throw StanzaError.badRequest("filename: expected at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /** §5.3. */
    private static Duration until(Element ephemeral, Duration keep, Instant now) {
        try {
            var left = Duration.between(
                    now, Instant.parse(ephemeral.attribute("expire-before").orElse("")));
            if (left.isNegative() || left.isZero()) {
                throw StanzaError.badRequest("expire-before: expected a time to come");
            }
            return left.compareTo(keep) < 0 ? left : keep;
        } catch (DateTimeParseException e) {
            throw StanzaError.badRequest("expire-before: expected a time such as 2026-11-22T14:05:00Z");
        }
    }
}
