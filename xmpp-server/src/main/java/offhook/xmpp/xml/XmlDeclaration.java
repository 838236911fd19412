package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;
import static offhook.xmpp.xml.StreamError.Condition.RESTRICTED_XML;
import static offhook.xmpp.xml.StreamError.Condition.UNSUPPORTED_ENCODING;

import java.util.regex.Pattern;

/** {@code <?xml version='1.0'?>} in front of a stream header, XML 1.0 §2.8 and RFC 6120 §11.5. */
final class XmlDeclaration {

    private static final int LONGEST = 256;
    private static final Pattern SYNTAX = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(['\"])1\\.[0-9]+\\1"
            + "(\\s+encoding\\s*=\\s*(['\"])(?<encoding>[A-Za-z][A-Za-z0-9._-]*)\\3)?"
            + "(\\s+standalone\\s*=\\s*(['\"])(yes|no)\\6)?\\s*\\?>");

    private XmlDeclaration() {}

    /**
     * @param from the place of a {@code <}
     * @return the place after the declaration; {@code from} if there is none; -1 if more bytes are needed to tell
     */
    static int skip(byte[] bytes, int from, int to) {
        if (from + 1 == to) {
            return -1;
        }
        if (bytes[from + 1] != '?') {
            return from;
        }
        for (int at = from + 2; at + 1 < to && at < from + LONGEST; at++) {
            if (bytes[at] == '?' && bytes[at + 1] == '>') {
                check(new String(bytes, from, at + 2 - from, ISO_8859_1));
                return at + 2;
            }
            if (bytes[at] == '<') {
                throw new StreamError(NOT_WELL_FORMED, "XML declaration without end");
            }
        }
        if (to - from > LONGEST) {
            throw new StreamError(NOT_WELL_FORMED, "XML declaration without end");
        }
        return -1;
    }

    private static void check(String text) {
        var parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            boolean other = !text.matches("(?s)<\\?xml\\s.*");
            throw new StreamError(other ? RESTRICTED_XML : NOT_WELL_FORMED, "no XML declaration");
        }
        String encoding = parts.group("encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new StreamError(UNSUPPORTED_ENCODING, "XMPP is UTF-8");
        }
    }
}
