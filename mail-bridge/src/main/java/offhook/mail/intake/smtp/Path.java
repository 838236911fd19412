package offhook.mail.intake.smtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of MAIL and RCPT: RFC 5321 §4.1.2.
 *
 * @param address without a source route; empty for {@code <>}
 * @param parameters by their names in upper case
 */
record Path(String address, Map<String, String> parameters) {

    private static final int LONGEST = 320;
    private static final Pattern WRITTEN = Pattern.compile("(?i)(FROM|TO): ?<([^<>\\s]*)>((?: [^ ]+)*) *");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\p{Cntrl}]+@[^@\\p{Cntrl}]+");

    Path {
        parameters = Map.copyOf(parameters);
    }

    /** @param keyword "FROM" or "TO" */
    static Optional<Path> read(String keyword, String argument) {
        var written = WRITTEN.matcher(argument);
        if (!written.matches() || !written.group(1).equalsIgnoreCase(keyword)) {
            return Optional.empty();
        }
        // RFC 5321 §4.1.2: a source route is taken, and ignored.
        var address = written.group(2).replaceFirst("^@[^:]*:", "");
        boolean isAddress =
                address.length() <= LONGEST && ADDRESS.matcher(address).matches();
        return isAddress || address.isEmpty()
                ? Optional.of(new Path(address, parameters(written.group(3))))
                : Optional.empty();
    }

    private static Map<String, String> parameters(String text) {
        var found = new HashMap<String, String>();
        for (var one : text.strip().split(" +")) {
            var parts = one.split("=", 2);
            found.put(parts[0].toUpperCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
        }
        found.remove("");
        return found;
    }

    boolean isAscii() {
        return address.chars().allMatch(c -> c < 0x80);
    }
}
