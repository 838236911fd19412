package offhook.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void ofOurselves() {
        var before = Usage.of(ProcessHandle.current());
        assertThat(before.cpu()).isPositive();
        assertThat(before.memory()).isBetween(10_000_000L, 4_000_000_000L);
        assertThat(Usage.of(ProcessHandle.current()).cpu()).isGreaterThanOrEqualTo(before.cpu());
    }

    @Test
    void childrenCount() throws Exception {
        var shell = new ProcessBuilder("sh", "-c", "cat | cat").start();
        try {
            assertThat(Usage.of(shell.toHandle()).memory()).isPositive();
        } finally {
            shell.getOutputStream().close(); // ends all three
            shell.waitFor();
        }
        assertThat(Usage.of(shell.toHandle()).memory()).isZero();
    }
}
