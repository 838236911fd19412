package offhook.voicemail.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.Level;
import org.junit.jupiter.api.Test;

class PromptsTest {

    private static final Prompts PROMPTS = Prompts.load();

    /** Spoken, not silence or noise: some seconds, at about the same loudness. */
    @Test
    void everyOneIsThere() {
        for (var language : Prompts.LANGUAGES) {
            for (var prompt : Prompt.values()) {
                var clip = PROMPTS.of(prompt, Locale.forLanguageTag(language));
                assertThat(clip.length())
                        .as("%s %s", language, prompt)
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12));
                assertThat(Level.of(clip.samples()))
                        .as("%s %s", language, prompt)
                        .isBetween(-32.0, -10.0);
            }
        }
    }

    @Test
    void languages() {
        assertThat(PROMPTS.of(Prompt.GREETING, Locale.CANADA_FRENCH))
                .isSameAs(PROMPTS.of(Prompt.GREETING, Locale.FRENCH));
        assertThat(PROMPTS.of(Prompt.GREETING, Locale.JAPAN)).isSameAs(PROMPTS.of(Prompt.GREETING, Locale.ENGLISH));
    }

    /** What is spoken is what the table says: one line for each, in every language. */
    @Test
    void theTableNamesThemAll() throws IOException {
        var lines = Files.readAllLines(Path.of("prompts/prompts.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .toList();
        assertThat(lines.get(0)).containsExactly("file", "en", "de", "fr");
        assertThat(lines.stream().skip(1).map(line -> line[0]).toList())
                .containsExactlyElementsOf(
                        Stream.of(Prompt.values()).map(Prompt::file).toList());
        assertThat(lines)
                .allSatisfy(line -> assertThat(List.of(line)).hasSize(4).doesNotContain(""));
    }

    @Test
    void clipsAreWideband() {
        assertThat(PROMPTS.of(Prompt.GREETING, Locale.ENGLISH))
                .extracting(Clip::rate)
                .isEqualTo(16_000);
    }
}
