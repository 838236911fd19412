package offhook.sip.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** When two URIs are the same resource: RFC 3261 §19.1.4. */
final class UriComparison {

    /** A parameter of these names that stands in one URI only makes a difference. */
    private static final List<String> NEVER_IGNORED = List.of("user", "ttl", "method", "maddr");

    private static final String RESERVED = ";/?:@&=+$,";

    private UriComparison() {}

    static boolean equivalent(Uri a, Uri b) {
        if (!a.scheme().equals(b.scheme())) {
            return false;
        }
        if (!a.isSip()) {
            return a.opaque().equalsIgnoreCase(b.opaque());
        }
        return a.host().equals(b.host())
                && a.port() == b.port()
                && unescaped(a.user()).equals(unescaped(b.user()))
                && agree(a.params().asMap(), b.params().asMap())
                && agree(b.params().asMap(), a.params().asMap())
                && headers(a).equals(headers(b));
    }

    private static boolean agree(Map<String, String> these, Map<String, String> those) {
        for (var param : these.entrySet()) {
            String there = those.get(param.getKey());
            boolean differs = there == null
                    ? NEVER_IGNORED.contains(param.getKey())
                    : !unescaped(there).equalsIgnoreCase(unescaped(param.getValue()));
            if (differs) {
                return false;
            }
        }
        return true;
    }

    /** Their order does not matter, and each must be in both. */
    private static List<String> headers(Uri uri) {
        return Arrays.stream(uri.headers().split("&"))
                .map(header -> unescaped(header).toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /** "Characters other than those in the reserved set are equivalent to their %HH encoding." */
    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = c == '%' ? hex(text, i + 1) : -1;
            if (code < 0) {
                plain.append(c);
                continue;
            }
            if (code < 0x80 && code > ' ' && RESERVED.indexOf(code) < 0) {
                plain.append((char) code);
            } else {
                plain.append(text.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return plain.toString();
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
