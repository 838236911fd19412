package offhook.gateway.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.control.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialWordsTest {

    private static DialWords in(String language) {
        return new DialWords(User.of(new UserId("juliet"), "capulet.example")
                .withLocale(Locale.forLanguageTag(language), ZoneId.of("Europe/Berlin")));
    }

    private static Properties texts(String suffix) throws Exception {
        var texts = new Properties();
        try (var in = DialWords.class.getResourceAsStream("calls" + suffix + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"_de", "_fr"})
    void everyTextIsTranslated(String suffix) throws Exception {
        var english = new TreeSet<>(texts("").stringPropertyNames());
        var other = texts(suffix);
        assertThat(other.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english);
        english.forEach(key -> assertThat(other.getProperty(key).contains("{0}"))
                .as(key)
                .isEqualTo(english(key).contains("{0}")));
    }

    private static String english(String key) {
        try {
            return texts("").getProperty(key);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyEndIsExplainedButThoseThatAreHeard() {
        for (var why : Ending.values()) {
            if (why != Ending.HUNG_UP && why != Ending.GIVEN_UP) {
                assertThat(in("en").get("ended." + why, "Romeo")).doesNotContain("{");
            }
        }
    }

    @Test
    void commandsAreUnderstoodInTheLanguageOfThePersonAndInEnglish() {
        assertThat(in("de").commands("say.call")).contains("anrufen", "call");
        assertThat(in("it").commands("say.call")).contains("call").doesNotContain("anrufen");
    }

    @Test
    void timesAreThoseOfThePerson() {
        assertThat(in("en").when(Instant.parse("2026-11-22T13:05:00Z"))).isEqualTo("Sun 22 Nov 14:05");
        assertThat(DialWords.length(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
        assertThat(DialWords.length(Duration.ofSeconds(63))).isEqualTo("1:03");
    }
}
