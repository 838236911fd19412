package offhook.gateway.preference;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import offhook.directory.NotifyPolicy;
import offhook.voicemail.box.Format;

/** Preferences as people write them, in forms, on the command line and in the database: a name and a text each. */
public final class PreferenceText {

    /** Those that alerts and prompts are in. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr");

    /** A digest of every day; one of every week is called by its day. */
    static final String DAILY = "daily";

    /** In the order in which people are asked. */
    public static final List<String> NAMES = List.of(
            "channel",
            "voicemail",
            "mail",
            "language",
            "time_zone",
            "quiet_from",
            "quiet_to",
            "quiet_days",
            "digest",
            "digest_at",
            "greeting",
            "answer_after");

    /** Those on which the directory has the first word. */
    public static final List<String> CHANNELS = List.of("channel", "voicemail");

    private final Map<String, String> texts;

    private PreferenceText(Map<String, String> texts) {
        this.texts = texts;
    }

    /**
     * What is not there, or empty, is not chosen.
     *
     * @throws IllegalArgumentException with one line that says which, and what was expected
     */
    public static Preference read(Map<String, String> texts) {
        texts.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "there is no such preference; there are " + String.join(", ", NAMES));
                });
        var text = new PreferenceText(texts);
        return new Preference(
                text.oneOf("channel", NotifyPolicy.values()),
                text.oneOf("voicemail", NotifyPolicy.values()),
                text.oneOf("mail", Format.values()),
                text.language("language"),
                text.zone(),
                text.quiet(),
                text.digest(),
                text.language("greeting"),
                text.seconds());
    }

    /** What is chosen. */
    public static Map<String, String> write(Preference chosen) {
        var texts = new TreeMap<String, String>();
        chosen.channel().ifPresent(channel -> texts.put("channel", word(channel)));
        chosen.voicemail().ifPresent(channel -> texts.put("voicemail", word(channel)));
        chosen.mail().ifPresent(format -> texts.put("mail", word(format)));
        chosen.language().ifPresent(language -> texts.put("language", language.toLanguageTag()));
        chosen.zone().ifPresent(zone -> texts.put("time_zone", zone.getId()));
        chosen.quiet().ifPresent(quiet -> {
            texts.put("quiet_from", quiet.from().toString());
            texts.put("quiet_to", quiet.to().toString());
            if (!quiet.days().equals(Quiet.EVERY_DAY)) {
                texts.put(
                        "quiet_days",
                        quiet.week().stream().map(PreferenceText::word).collect(Collectors.joining(",")));
            }
        });
        chosen.digest().ifPresent(digest -> {
            texts.put("digest", digest.day().map(PreferenceText::word).orElse(DAILY));
            texts.put("digest_at", digest.at().toString());
        });
        chosen.greeting().ifPresent(language -> texts.put("greeting", language.toLanguageTag()));
        chosen.answerAfter().ifPresent(time -> texts.put("answer_after", time.toSeconds() + "s"));
        return texts;
    }

    /** As people write it: {@code chat-then-email}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private <T> Optional<T> read(String name, String expected, Function<String, T> reader) {
        return text(name).map(text -> {
            try {
                return reader.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": expected " + expected, e);
            }
        });
    }

    private <E extends Enum<E>> Optional<E> oneOf(String name, E[] values) {
        var words = Arrays.stream(values).map(PreferenceText::word).toList();
        return read(name, "one of " + String.join(", ", words), text -> values[known(words.indexOf(text))]);
    }

    private static int known(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("unknown");
        }
        return index;
    }

    private Optional<Locale> language(String name) {
        return read(
                name,
                "one of " + String.join(", ", LANGUAGES),
                text -> Locale.forLanguageTag(LANGUAGES.get(known(LANGUAGES.indexOf(text)))));
    }

    private Optional<ZoneId> zone() {
        return read("time_zone", "a time zone such as Europe/Rome", ZoneId::of);
    }

    private Optional<LocalTime> time(String name) {
        // 7:30 is as good as 07:30.
        return read(name, "a time such as 22:00", text -> LocalTime.parse(text.length() == 4 ? '0' + text : text)
                .withSecond(0)
                .withNano(0));
    }

    private Optional<Quiet> quiet() {
        var from = time("quiet_from");
        var to = time("quiet_to");
        if (from.isPresent() != to.isPresent()) {
            throw new IllegalArgumentException(
                    (from.isPresent() ? "quiet_to" : "quiet_from") + ": expected a time, as quiet hours need both");
        }
        var days = days();
        return from.map(begin -> new Quiet(begin, to.orElseThrow(), days));
    }

    private Set<DayOfWeek> days() {
        return read("quiet_days", "days such as monday,friday", text -> Arrays.stream(text.split(","))
                        .map(day -> DayOfWeek.valueOf(day.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.<DayOfWeek, Set<DayOfWeek>>toCollection(
                                () -> EnumSet.noneOf(DayOfWeek.class))))
                .orElse(Quiet.EVERY_DAY);
    }

    private Optional<Digest> digest() {
        var at = time("digest_at").orElse(Digest.USUAL);
        return read("digest", "daily, or a day of the week", text -> {
            var day = text.equals(DAILY)
                    ? Optional.<DayOfWeek>empty()
                    : Optional.of(DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)));
            return new Digest(day, at);
        });
    }

    private Optional<Duration> seconds() {
        return read("answer_after", "seconds such as 20s", text -> {
            var digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
            return Duration.ofSeconds(known(Integer.parseInt(digits)));
        });
    }
}
