package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import offhook.demo.Conditions;
import offhook.demo.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The story of the demo happens, and when one of its steps does not happen, the demo says so. */
@Tag("long")
class DemoTest {

    private static final Map<String, Map<String, String>> AS_IT_IS = Map.of();

    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

    @Test
    void everyStepHappens() {
        assertThat(play(AS_IT_IS, Conditions.FAIR)).as(said()).isZero();
        assertThat(said())
                .contains(
                        "dnd, \"On the phone\"",
                        "Missed call from Romeo Montague",
                        "Subject: ",
                        "Every step happened.");
    }

    /** Each message that a step waits for is lost on its way, one at a time. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nurse.chat   | .*<presence.*from='juliet.*",
                "romeo.phone  | SIP/2.0 200 .*REGISTER",
                "juliet.phone | SIP/2.0 200 .*REGISTER",
                "juliet.phone | INVITE .*",
                "romeo.phone  | SIP/2.0 180 .*",
                "romeo.phone  | SIP/2.0 200 .*INVITE",
                "juliet.phone | ACK .*",
                "nurse.chat   | .*<show>dnd</show>.*",
                "romeo.phone  | SIP/2.0 200 .*BYE",
                "juliet.phone | BYE .*",
                "romeo.phone  | SIP/2.0 200 .*CANCEL",
                "romeo.phone  | SIP/2.0 487 .*",
                "juliet.phone | CANCEL .*",
                "juliet.chat  | .*<message.*Missed call.*",
                "nurse.chat   | .*type='unavailable'.*",
                "mail         | .*"
            })
    void lostMessageIsNoticed(String who, String pattern) {
        var lossy = new Conditions(
                3, (to, text) -> to.equals(who) && text.replaceAll("\\s+", " ").matches(pattern));
        assertThat(play(AS_IT_IS, lossy)).as(said()).isEqualTo(1);
        assertThat(said()).contains("It ended here: ").doesNotContain("Every step happened.");
    }

    /** The server does something else than the story tells. */
    @ParameterizedTest
    @CsvSource({
        "presence, on_call, '\"keep\"'",
        "presence, idle_after, '\"1h\"'",
        "missed_calls, notify, '\"none\"'",
        "missed_calls, after, '\"1h\"'",
        "mail, smtp, '\"smtp://127.0.0.1:1\"'",
        "sip, nonsense, '1'"
    })
    void otherBehaviourIsNoticed(String section, String key, String value) {
        assertThat(play(Map.of(section, Map.of(key, value)), new Conditions(3, Conditions.FAIR.loss())))
                .as(said())
                .isEqualTo(1);
        assertThat(said()).doesNotContain("Every step happened.");
    }

    private int play(Map<String, Map<String, String>> changes, Conditions conditions) {
        return Main.run(
                ServerClasspath.get(),
                changes,
                conditions,
                true,
                new PrintStream(transcript, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return transcript.toString(StandardCharsets.UTF_8);
    }
}
