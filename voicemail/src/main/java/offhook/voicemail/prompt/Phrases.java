package offhook.voicemail.prompt;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is said of numbers and times, as the names of words one after the other: in which order they stand, and what changes
 * with a number, is what {@code grammar.properties} of the language says. Immutable and safe to share.
 */
public final class Phrases {

    /** More than these are not counted aloud. */
    private static final int MOST = 59;

    private static final int FEW = 10;
    private static final int WEEK = 7;

    private final Properties rules;

    private Phrases(Properties rules) {
        this.rules = rules;
    }

    static Phrases in(String language) {
        var rules = new Properties();
        try (var in = Phrases.class.getResourceAsStream(language + "/grammar.properties")) {
            rules.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Phrases(rules);
    }

    /** How many messages wait. */
    public List<String> counts(int fresh, int old) {
        if (fresh == 0 && old == 0) {
            return rule("counts.none", Map.of());
        }
        var rule = old == 0 ? "counts.new" : fresh == 0 ? "counts.old" : "counts";
        return rule(rule, Map.of("new", count("new", fresh), "old", count("old", old)));
    }

    private List<String> count(String rule, int count) {
        return rule(count == 1 ? rule + ".1" : rule, Map.of("count", number(count)));
    }

    private static List<String> number(int number) {
        return List.of(number > MOST ? "many" : Integer.toString(number));
    }

    /** A moment of the last weeks, such as "yesterday at five past three". */
    public List<String> when(ZonedDateTime at, LocalDate today) {
        var all = new ArrayList<>(day(at.toLocalDate(), today));
        all.addAll(time(at.getHour(), at.getMinute()));
        return all;
    }

    private List<String> day(LocalDate day, LocalDate today) {
        long ago = ChronoUnit.DAYS.between(day, today);
        var rule = ago == 0 || ago == 1 ? "day." + ago : ago > 1 && ago < WEEK ? "day.week" : "day";
        return rule(
                rule,
                Map.of(
                        "weekday", List.of("w" + day.getDayOfWeek().getValue()),
                        "day", List.of("d" + day.getDayOfMonth()),
                        "month", List.of("m" + day.getMonthValue())));
    }

    private List<String> time(int hour, int minute) {
        var few = minute < FEW && rules.containsKey("time.few") ? "time.few" : "time";
        return rule(
                minute == 0 ? "time.0" : few,
                Map.of(
                        "hour", List.of("h" + hour),
                        "hour12", List.of(Integer.toString(hour % 12 == 0 ? 12 : hour % 12)),
                        "half", List.of(hour < 12 ? "am" : "pm"),
                        "minute", List.of(Integer.toString(minute))));
    }

    /** A telephone number, digit by digit; what is no digit is left out. */
    public List<String> digits(String number) {
        return number.chars()
                .filter(c -> c >= '0' && c <= '9')
                .mapToObj(c -> Character.toString(c))
                .toList();
    }

    private List<String> rule(String name, Map<String, List<String>> parts) {
        var words = new ArrayList<String>();
        for (var word : rules.getProperty(name).split(" ")) {
            words.addAll(word.startsWith("{") ? parts.get(word.substring(1, word.length() - 1)) : List.of(word));
        }
        return words;
    }

    /** The words that stand in the rules themselves. */
    Set<String> words() {
        var all = new TreeSet<String>();
        for (var name : rules.stringPropertyNames()) {
            for (var word : rules.getProperty(name).split(" ")) {
                if (!word.startsWith("{")) {
                    all.add(word);
                }
            }
        }
        return all;
    }
}
