package offhook.runtime.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class HangupTest {

    @Test
    void theTaskRunsAtEachSignalAndTheProcessLives() throws Exception {
        var runs = new Semaphore(0);
        assertThat(Hangup.run(runs::release)).isTrue();
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder(
                            "kill",
                            "-HUP",
                            String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            assertThat(runs.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
