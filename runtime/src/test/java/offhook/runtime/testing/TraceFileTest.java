package offhook.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import org.junit.jupiter.api.Test;

class TraceFileTest {

    @Test
    void readsHeadAndSteps() {
        var trace = TraceFile.parse(
                "hello",
                """
                # A comment.
                with greeting.text = "hi # there"
                only chat mail     # the rest elsewhere

                juliet.chat -> server
                    one
                      two

                    three

                20 seconds pass    # enough
                1 minute passes
                juliet.chat disconnects
                server -> nurse.chat
                    # not a comment
                """);

        assertThat(trace.settings()).containsExactly("greeting.text = \"hi # there\"");
        assertThat(trace.only()).containsExactlyInAnyOrder("chat", "mail");
        assertThat(trace.steps())
                .containsExactly(
                        new Said(5, "juliet.chat", "server", "one\n  two\n\nthree"),
                        new Pause(11, Duration.ofSeconds(20)),
                        new Pause(12, Duration.ofMinutes(1)),
                        new Event(13, "juliet.chat disconnects"),
                        new Said(14, "server", "nurse.chat", "# not a comment"));
    }

    @Test
    void holdsSeveralConversations() {
        var traces = TraceFile.parts(
                "greetings",
                """
                with greeting.text = "hi"

                === in the morning
                1 second passes
                === in the evening
                2 seconds pass
                """);

        assertThat(traces)
                .extracting(TraceFile::name)
                .containsExactly("greetings: in the morning", "greetings: in the evening");
        assertThat(traces).allSatisfy(trace -> assertThat(trace.settings()).containsExactly("greeting.text = \"hi\""));
        assertThat(traces.get(1).steps()).containsExactly(new Pause(6, Duration.ofSeconds(2)));
    }

    @Test
    void namesTheLineOfALostText() {
        assertThatThrownBy(() -> TraceFile.parse("lost", "\n    text")).hasMessageStartingWith("lost:2: ");
    }

    @Test
    void blanksMatchAndRemember() {
        var blanks = new Blanks();

        assertThat(blanks.matches("a {any} of {x=any}.", "a number of things.")).isTrue();
        assertThat(blanks.fill("{x} {unknown} {any}")).isEqualTo("things {unknown} {any}");
        assertThat(blanks.matches("{x}", "things")).isTrue();
        assertThat(blanks.matches("{x}", "thing")).isFalse();
        assertThat(blanks.matches("{any}", "two\nlines")).isTrue();
        assertThat(blanks.matches("plain", "plain text")).isFalse();
    }
}
