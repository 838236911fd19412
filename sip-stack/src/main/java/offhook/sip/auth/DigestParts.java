package offhook.sip.auth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a challenge or of credentials of the scheme Digest, RFC 7616 §3.3 and §3.4. */
final class DigestParts {

    private static final Pattern PART =
            Pattern.compile("\\G\\s*,?\\s*([\\w*-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))\\s*(?=,|$)");

    private DigestParts() {}

    /** By name in lower case, without quotes; empty if the value is of another scheme or malformed. */
    static Optional<Map<String, String>> parse(String value) {
        if (!value.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        var parts = new HashMap<String, String>();
        var part = PART.matcher(value).region(7, value.length());
        int end = 7;
        while (part.find()) {
            var quoted = part.group(2);
            parts.put(
                    part.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? part.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            end = part.end();
        }
        return value.substring(end).isBlank() ? Optional.of(parts) : Optional.empty();
    }
}
