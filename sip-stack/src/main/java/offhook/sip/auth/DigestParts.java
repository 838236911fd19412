package offhook.sip.auth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a challenge or of credentials of the scheme Digest, RFC 7616 §3.3 and §3.4: {@code name=token} or {@code
 * name="text"}, with commas between them. Read by hand, since that costs a tenth of a regular expression.
 */
final class DigestParts {

    private final String text;
    private final Map<String, String> all = new HashMap<>();
    private int at;

    private DigestParts(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** By name in lower case, without quotes; empty if the value is of another scheme or malformed. Of two, the last. */
    static Optional<Map<String, String>> parse(String value) {
        return value.regionMatches(true, 0, "Digest ", 0, 7) ? new DigestParts(value, 7).read() : Optional.empty();
    }

    private Optional<Map<String, String>> read() {
        skipSpace();
        if (at == text.length()) {
            return Optional.of(all);
        }
        take(','); // RFC 9110 §5.6.1.2: an empty element is harmless
        do {
            if (!one()) {
                return Optional.empty();
            }
        } while (take(','));
        return at == text.length() ? Optional.of(all) : Optional.empty();
    }

    /** A part, with the space around it. */
    private boolean one() {
        skipSpace();
        int start = at;
        while (at < text.length() && isNameChar(text.charAt(at))) {
            at++;
        }
        var name = text.substring(start, at).toLowerCase(Locale.ROOT);
        skipSpace();
        if (name.isEmpty() || !take('=')) {
            return false;
        }
        skipSpace();
        var value = take('"') ? quoted() : token();
        if (value == null) {
            return false;
        }
        all.put(name, value);
        skipSpace();
        return true;
    }

    /** Null if the quote does not end. */
    private String quoted() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (take('"')) {
            return text.substring(start, at - 1);
        }
        var plain = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return plain.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            plain.append(c);
        }
        return null;
    }

    /** Null if there is none. */
    private String token() {
        int start = at;
        while (at < text.length() && !isSpace(text.charAt(at)) && ",\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '*'
                || c == '-';
    }
}
