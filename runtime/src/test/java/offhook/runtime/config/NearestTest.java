package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> WORDS =
            List.of("listen", "trusted", "timer_c", "on_call", "dnd", "chat-then-email");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "lisen, listen",
                "LISTEN, listen",
                "litsen, listen",
                "trust, trusted",
                "timer-c, timer_c",
                "chat_then_mail, chat-then-email",
                "dn, dnd",
                "xyz, -",
                "'', -",
            })
    void aTypingMistakeIsForgiven(String typed, String meant) {
        assertThat(Nearest.to(typed, WORDS).orElse(null)).isEqualTo(meant);
    }

    @Property(tries = 300)
    void oneMistakeIsOneStep(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 2, max = 12) String word,
            @ForAll @IntRange(max = 11) int where,
            @ForAll @AlphaChars char typed) {
        int at = where % (word.length() - 1);
        var head = word.substring(0, at);
        var tail = word.substring(at + 1);

        assertThat(Nearest.distance(word, word)).isZero();
        assertThat(Nearest.distance(word, head + tail)).isOne();
        assertThat(Nearest.distance(head + tail, word)).isOne();
        assertThat(Nearest.distance(word, head + typed + tail)).isLessThanOrEqualTo(1);
        assertThat(Nearest.distance(word, head + tail.charAt(0) + word.charAt(at) + tail.substring(1)))
                .isLessThanOrEqualTo(1);
        assertThat(Nearest.to(head + typed + tail, List.of(word))).contains(word);
    }
}
