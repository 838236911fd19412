package offhook.pbx.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import offhook.pbx.ami.Ami;
import offhook.pbx.ami.AmiLogin;
import offhook.pbx.esl.Esl;
import offhook.pbx.esl.EslPassword;
import offhook.pbx.testing.MemoryDialler;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.SimulatedFreeswitch;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final ManualTime time = new ManualTime();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk("offhook", "s3cret");
    private final MemoryDialler dialler = new MemoryDialler(time.loop(), asterisk);

    private Optional<String> tried(Dialler by, Session.Opening opening) {
        var answer = Trial.of(by, opening, Duration.ofSeconds(4)).toCompletableFuture();
        time.run();
        if (!answer.isDone()) {
            time.passSeconds(4);
        }
        return answer.join();
    }

    private Optional<String> tried(String password) {
        return tried(dialler, Ami.trial(new AmiLogin("offhook", password)));
    }

    @Test
    void itLetsUsInAndTheConnectionIsClosed() {
        assertThat(tried("s3cret")).isEmpty();
        assertThat(dialler.isConnected()).isFalse();
        assertThat(dialler.attempts).isOne();
    }

    @Test
    void itRefuses() {
        assertThat(tried("wrong")).contains("the login as offhook is refused: Authentication failed");
        assertThat(dialler.isConnected()).isFalse();
    }

    @Test
    void nobodyIsThere() {
        dialler.away = true;
        assertThat(tried("s3cret")).contains("connection refused");
    }

    @Test
    void somebodyIsThereAndSaysNothing() {
        dialler.mute = true;
        assertThat(tried("s3cret")).contains("no answer to the login");
        assertThat(dialler.isConnected()).isFalse();
    }

    @Test
    void somethingElseIsThere() {
        assertThat(tried(dialler, Esl.trial(new EslPassword("s3cret")))).contains("no answer to the login");
        var freeswitch = new MemoryDialler(time.loop(), new SimulatedFreeswitch("s3cret"));
        assertThat(tried(freeswitch, Esl.trial(new EslPassword("s3cret")))).isEmpty();
    }
}
