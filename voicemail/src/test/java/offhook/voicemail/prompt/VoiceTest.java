package offhook.voicemail.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import offhook.voicemail.audio.Level;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceTest {

    private static final Prompts PROMPTS = Prompts.load();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static Voice voice(String language) {
        return PROMPTS.voice(Locale.forLanguageTag(language));
    }

    private static Set<String> table(String language) throws IOException {
        return Files.readAllLines(Path.of("prompts/pickup/" + language + ".tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .peek(line -> assertThat(line.split("\t")).hasSize(2).doesNotContain(""))
                .map(line -> line.split("\t")[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is spoken is what the table says. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void everyWordIsThere(String language) throws IOException {
        var voice = voice(language);
        assertThat(voice.words()).containsExactlyInAnyOrderElementsOf(table(language));
        for (var word : voice.words()) {
            var clip = voice.word(word);
            assertThat(clip.length()).as(word).isBetween(Duration.ofMillis(80), Duration.ofSeconds(12));
            assertThat(Level.of(clip.samples())).as(word).isBetween(-38.0, -10.0);
        }
    }

    /** Whatever the numbers and times are, and no word is there in vain. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void everythingCanBeSaid(String language) {
        var phrases = voice(language).phrases();
        var said = new TreeSet<>(phrases.words());
        said.addAll(phrases.digits("0123456789"));
        for (int minute = 0; minute < 24 * 60; minute++) {
            var at = TODAY.atStartOfDay(ZoneOffset.UTC).plusMinutes(minute);
            said.addAll(phrases.when(at, TODAY));
        }
        for (int day = 0; day < 400; day++) {
            var at = TODAY.minusDays(day);
            said.addAll(phrases.when(at.atStartOfDay(ZoneOffset.UTC), TODAY));
            said.addAll(phrases.when(at.atStartOfDay(ZoneOffset.UTC), at.plusDays(day % 8)));
        }
        for (int count = 0; count < 100; count++) {
            said.addAll(phrases.counts(count, 0));
            said.addAll(phrases.counts(0, count));
        }
        assertThat(voice(language).words()).containsAll(said);
        assertThat(voice(language).words())
                .as("of numbers and times")
                .allMatch(word ->
                        said.contains(word) || !word.matches("[a-z]?\\d+|at|on|oh|am|pm|and|many|today|yesterday"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 2026-11-22T00:00, today at 12 am",
        "en, 2026-11-22T09:05, today at 9 oh 5 am",
        "en, 2026-11-21T12:30, yesterday at 12 30 pm",
        "en, 2026-11-20T23:59, w5 at 11 59 pm",
        "en, 2026-11-15T13:00, m11 d15 at 1 pm",
        "de, 2026-11-22T09:05, today at h9 5",
        "de, 2026-11-16T01:00, w1 at h1",
        "de, 2026-03-03T21:21, on d3 m3 at h21 21",
        "fr, 2026-11-21T14:30, yesterday at h14 30",
        "fr, 2026-02-01T00:01, on d1 m2 at h0 1",
        "fr, 2026-11-23T08:00, on d23 m11 at h8",
    })
    void times(String language, LocalDateTime at, String words) {
        assertThat(String.join(" ", voice(language).phrases().when(at.atZone(ZoneOffset.UTC), TODAY)))
                .isEqualTo(words);
    }

    @Test
    void numbersOfMessages() {
        var phrases = voice("de").phrases();
        assertThat(phrases.counts(0, 0)).containsExactly("no-messages");
        assertThat(phrases.counts(1, 0)).containsExactly("you-have", "new-1");
        assertThat(phrases.counts(0, 60)).containsExactly("you-have", "many", "old");
        assertThat(phrases.counts(21, 1)).containsExactly("you-have", "21", "new", "and", "old-1");
    }

    @Test
    void telephoneNumbers() {
        assertThat(voice("en").phrases().digits("+1 (555) 0*")).containsExactly("1", "5", "5", "5", "0");
        assertThat(voice("en").phrases().digits("")).isEmpty();
    }

    @Test
    void whoSpeaksNone() {
        assertThat(voice("ja")).isSameAs(voice("en"));
    }

    /** One after the other, at the rate of the call. */
    @Test
    void aSentence() {
        var said = Sound.all(voice("en").say(List.of("you-have", "3", "new"), 8000));
        assertThat(said.length / 8000.0).isBetween(1.0, 4.0);
        assertThat(Level.of(said)).isGreaterThan(-35);
        assertThatIllegalArgumentException().isThrownBy(() -> voice("en").say(List.of("no such word"), 8000));
    }
}
