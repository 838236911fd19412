package offhook.mail.intake.shape;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Words and numbers that all shapes read alike. */
final class Telling {

    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{2})");

    /** What PBXs write in the place of a name or a number that they do not know. */
    private static final Set<String> NOBODY =
            Set.of("unknown", "anonymous", "unavailable", "private", "restricted", "an unknown caller", "no name");

    private Telling() {}

    /** {@code 0:23}, {@code 00:00:23}. */
    static Optional<Duration> clock(String text) {
        var found = CLOCK.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        long hours = found.group(1) == null ? 0 : Long.parseLong(found.group(1));
        return Optional.of(Duration.ofSeconds(
                3600 * hours + 60 * Long.parseLong(found.group(2)) + Long.parseLong(found.group(3))));
    }

    static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    /** Empty for what says that nobody is known. */
    static String known(String text) {
        var bare = text.strip().replaceAll("^\"|\"$", "").strip();
        return NOBODY.contains(bare.toLowerCase(Locale.ROOT)) ? "" : bare;
    }

    static Optional<String> mailbox(String text) {
        return text.matches("[0-9*#]{1,20}") ? Optional.of(text) : Optional.empty();
    }

    /** The first group of the first place that looks like this. */
    static Optional<String> first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
