package offhook.gateway.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offhook.directory.User;
import offhook.gateway.notify.Words;

/** What the bot says to a person, in their language and time zone. */
final class DialWords {

    private static final String BUNDLE = "offhook.gateway.dial.calls";

    private final Words words;
    private final User person;

    DialWords(User person) {
        this.person = person;
        words = new Words(BUNDLE, person.language());
    }

    String get(String key, Object... values) {
        return words.get(key, values);
    }

    /** The words that mean a command, in the person's language and in English. */
    List<String> commands(String key) {
        var english = new Words(BUNDLE, Locale.ENGLISH).get(key);
        return Arrays.stream((words.get(key) + ',' + english).split(","))
                .distinct()
                .toList();
    }

    String when(Instant at) {
        return DateTimeFormatter.ofPattern(words.get("time"), words.language()).format(at.atZone(person.zone()));
    }

    static String length(Duration time) {
        return time.toHours() > 0
                ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
