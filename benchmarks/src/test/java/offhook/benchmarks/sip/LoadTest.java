package offhook.benchmarks.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTest {

    /** SIPp prints its screen again and again; the last one counts, and of its two columns that of the whole run. */
    @Test
    void readsTheLastScreen() {
        var screen =
                """
                  Successful call      |        3                  |        3
                  Failed call          |        0                  |        0
                ------------------------------ Test Terminated --------------------------------
                  Successful call      |        0                  |     9988
                  Failed call          |        1                  |       12
                """;
        assertThat(Load.Count.of(screen)).isEqualTo(new Load.Count(9988, 0, 12));
    }

    @Test
    void whatWasRefusedIsNotDone() {
        var screen =
                """
                         180 <----------         100       0         0         0
                         503 <----------         50        0         0         0
                         200 <----------  E-RTD1 100       0         0         0
                  Successful call      |        0                  |      150
                  Failed call          |        0                  |        0
                """;
        var count = Load.Count.of(screen);
        assertThat(count).isEqualTo(new Load.Count(100, 50, 0));
        assertThat(count.isWhole()).isFalse();
    }

    @Test
    void nothingIsDoneWhereSippDidNotRun() {
        assertThat(Load.Count.of("sipp: command not found")).isEqualTo(new Load.Count(0, 0, 0));
    }
}
