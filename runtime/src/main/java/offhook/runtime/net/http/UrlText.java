package offhook.runtime.net.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of text for our own requests, RFC 3986 §2.1. */
public final class UrlText {

    private static final String UNRESERVED = "-._~";

    private UrlText() {}

    /** Encodes everything that is not unreserved (§2.3), so that the text is one segment of a path or one value. */
    public static String encode(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c));
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit & 0xf, 16));
    }
}
