package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import offhook.demo.Conditions;
import offhook.demo.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The story of the demo happens, and when one of its steps does not happen, the demo says so. */
class DemoTest {

    /** Nothing waits longer than it must, so that each story comes quickly to the step that fails. */
    private static final Map<String, Map<String, String>> QUICK = Map.of(
            "presence", Map.of("talking_after", "\"0\"", "idle_after", "\"0\"", "at_most_every", "\"0\""),
            "sip", Map.of("settle", "\"100ms\""),
            "missed_calls", Map.of("after", "\"300ms\""));

    private static final int PATIENCE = 5;

    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyStepHappens() {
        assertThat(play(Map.of(), Conditions.FAIR)).as(said()).isZero();
        assertThat(said())
                .contains(
                        "dnd, \"On the phone\"",
                        "Missed call from Romeo Montague",
                        "Messages-Waiting: yes",
                        "bytes of audio/mpeg",
                        "Voicemail from Romeo Montague",
                        "Subject: ",
                        "Every step happened.");
    }

    /** Each message that a step waits for is lost on its way, one at a time. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource(
            delimiter = '|',
            value = {
                "nurse.chat   | .*<presence.*from='juliet.*           | Juliet to come online",
                "romeo.phone  | SIP/2.0 200 .*REGISTER                | Romeo Montague's phone waited 5 s for an answer to REGISTER",
                "juliet.phone | SIP/2.0 200 .*REGISTER                | Juliet Capulet's phone waited 5 s for an answer to REGISTER",
                "juliet.phone | INVITE .*                             | a call",
                "romeo.phone  | SIP/2.0 180 .*                        | 180 Ringing",
                "romeo.phone  | SIP/2.0 200 .*INVITE                  | an answer to INVITE",
                "juliet.phone | ACK .*                                | ACK",
                "nurse.chat   | .*<show>dnd</show>.*                  | Juliet to be on the phone",
                "juliet.phone | BYE .*                                | BYE",
                "romeo.phone  | SIP/2.0 200 .*BYE                     | an answer to BYE",
                "romeo.phone  | SIP/2.0 200 .*CANCEL                  | an answer to CANCEL",
                "juliet.phone | CANCEL .*                             | CANCEL",
                "romeo.phone  | SIP/2.0 487 .*                        | an answer to INVITE",
                "juliet.chat  | .*<message.*Missed call.*             | the alert of a missed call",
                "juliet.phone | NOTIFY .*                             | its lamp",
                "juliet.chat  | .*<message.*/files/.*                 | the recording of a voicemail",
                "juliet.chat  | .*<message.*Voicemail from.*          | the alert of a voicemail",
                "nurse.chat   | .*type='unavailable'.*                | Juliet to go offline",
                "mail         | .*                                    | no e-mail within 5 s"
            })
    void lostMessageIsNoticed(String who, String pattern, String step) {
        var lossy = new Conditions(
                PATIENCE,
                (to, text) -> to.equals(who) && text.replaceAll("\\s+", " ").matches(pattern));
        assertThat(play(QUICK, lossy)).as(said()).isEqualTo(1);
        assertThat(said()).containsPattern("It ended here: .*\\Q" + step).doesNotContain("Every step happened.");
    }

    /** The server does something else than the story tells. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "presence, on_call, '\"keep\"', Juliet to be on the phone",
        "presence, idle_after, '\"1h\"', Juliet to be back",
        "missed_calls, notify, '\"none\"', the alert of a missed call",
        "voicemail, answer_after, '\"1m\"', CANCEL",
        "voicemail, min, '\"1m\"', its lamp",
        "missed_calls, after, '\"1h\"', no e-mail",
        "mail, smtp, '\"smtp://127.0.0.1:1\"', no e-mail",
        "sip, nonsense, '1', The stage cannot be set up"
    })
    void otherBehaviourIsNoticed(String section, String key, String value, String step) {
        var changes = new HashMap<>(QUICK);
        changes.put(section, new HashMap<>(QUICK.getOrDefault(section, Map.of())));
        changes.get(section).put(key, value);
        assertThat(play(changes, new Conditions(PATIENCE, Conditions.FAIR.loss())))
                .as(said())
                .isEqualTo(1);
        assertThat(said()).contains(step).doesNotContain("Every step happened.");
    }

    private int play(Map<String, Map<String, String>> changes, Conditions conditions) {
        return Main.run(
                Packaged.server(),
                changes,
                conditions,
                true,
                new PrintStream(transcript, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return transcript.toString(StandardCharsets.UTF_8);
    }
}
