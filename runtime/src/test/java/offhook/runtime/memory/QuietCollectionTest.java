package offhook.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class QuietCollectionTest {

    private final ManualTime time = new ManualTime();
    private final Heap heap = new Heap();
    private boolean heard;
    private final QuietCollection quiet = new QuietCollection(heap, () -> heard, time, time);

    private static final class Heap implements OldGeneration {

        private long grown;
        private long young;
        private int whole;

        @Override
        public long grown() {
            return grown;
        }

        @Override
        public long collections() {
            return young + whole;
        }

        @Override
        public void collect() {
            whole++;
            grown = 0;
        }
    }

    @Test
    void collectsOnceItIsQuiet() {
        heap.grown = QuietCollection.WORTHWHILE;
        heap.young++;
        time.pass(QuietCollection.EVERY);
        assertThat(heap.whole).isZero();
        time.pass(QuietCollection.EVERY);
        assertThat(heap.whole).isEqualTo(1);
    }

    @Test
    void doesNothingForLittle() {
        heap.grown = QuietCollection.WORTHWHILE - 1;
        time.pass(Duration.ofHours(1));
        assertThat(heap.whole).isZero();
    }

    @Test
    void itsOwnCollectionIsNoUnrest() {
        heap.grown = QuietCollection.WORTHWHILE;
        time.pass(QuietCollection.EVERY);
        heap.grown = QuietCollection.WORTHWHILE;
        time.pass(QuietCollection.EVERY);
        assertThat(heap.whole).isEqualTo(2);
    }

    @Test
    void waitsForTheEndOfTheCalls() {
        heard = true;
        heap.grown = QuietCollection.OVERDUE;
        time.pass(Duration.ofHours(1));
        assertThat(heap.whole).isZero();
        heard = false;
        time.pass(QuietCollection.EVERY);
        assertThat(heap.whole).isEqualTo(1);
    }

    @Test
    void isNotPutOffForEverWhereItIsNeverQuiet() {
        heap.grown = QuietCollection.OVERDUE - 1;
        for (int i = 0; i < 10; i++) {
            heap.young++;
            time.pass(QuietCollection.EVERY);
        }
        assertThat(heap.whole).isZero();
        heap.young++;
        heap.grown++;
        time.pass(QuietCollection.EVERY);
        assertThat(heap.whole).isEqualTo(1);
    }

    @Test
    void endsWithTheServer() {
        quiet.close();
        assertThat(time.timers()).isZero();
    }
}
