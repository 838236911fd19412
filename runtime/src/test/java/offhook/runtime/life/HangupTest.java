package offhook.runtime.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class HangupTest {

    @Test
    void theTaskRunsAtEachSignalAndTheProcessLives() throws Exception {
        boolean ignored = ignored(); // as under nohup
        var runs = new Semaphore(0);
        assertThat(Hangup.run(runs::release)).isNotEqualTo(ignored);
        for (int i = 0; i < 2; i++) {
            new ProcessBuilder(
                            "kill",
                            "-HUP",
                            String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            assertThat(runs.tryAcquire(ignored ? 0 : 20, TimeUnit.SECONDS)).isNotEqualTo(ignored);
        }
    }

    /** Whether this process was started with SIGHUP, number 1, ignored; nobody can know that on a system without /proc. */
    private static boolean ignored() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> new BigInteger(line.substring(7).strip(), 16).testBit(0));
    }
}
