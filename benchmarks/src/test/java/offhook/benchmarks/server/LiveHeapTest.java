package offhook.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {

    @Test
    void theTotalOfAHistogramIsTaken() {
        assertThat(
                        LiveHeap.total(
                                """
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:         35061        2402256  [B (java.base@17)
                        Total        102010        6251208
                        """))
                .hasValue(6_251_208);
    }

    @Test
    void whatIsNoJavaProgramHasNone() {
        assertThat(LiveHeap.total("com.sun.tools.attach.AttachNotSupportedException: no such process"))
                .isEmpty();
    }

    @Test
    void thisProgramHasSome() throws Exception {
        assertThat(LiveHeap.of(ProcessHandle.current().pid()).getAsLong()).isGreaterThan(1_000_000);
    }
}
