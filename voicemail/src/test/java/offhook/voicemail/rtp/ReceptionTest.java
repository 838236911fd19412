package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReceptionTest {

    private static final long BEAT = 20_000_000;

    private final Reception reception = new Reception(8000);
    private final byte[] report = new byte[24];

    private long arrives(int sequence) {
        return reception.arrived(sequence & 0xFFFF, sequence * 160, sequence * BEAT);
    }

    @Test
    void numbersGoOnOverTheirWrap() {
        long first = arrives(65_530);
        for (int i = 1; i < 20; i++) {
            assertThat(arrives(65_530 + i)).isEqualTo(first + i);
        }
        assertThat(reception.lost()).isZero();
        assertThat(reception.received()).isEqualTo(20);
    }

    @Property(tries = 100)
    void orderDoesNotMatter(@ForAll @IntRange(max = 65_535) int first, @ForAll long seed) {
        var any = new Reception(8000);
        var random = new Random(seed);
        long base = any.arrived(first, 0, 0);
        for (int i = 1; i < 300; i += 2) {
            boolean isTurned = random.nextBoolean();
            for (int j : new int[] {isTurned ? i + 1 : i, isTurned ? i : i + 1}) {
                assertThat(any.arrived((first + j) & 0xFFFF, 160 * j, BEAT * j)).isEqualTo(base + j);
            }
        }
        assertThat(any.lost()).isZero();
    }

    /** Appendix A.1: one that is far from all others may be a stray, the second is a new beginning. */
    @Test
    void aNewBeginningIsBelievedAtItsSecondPacket() {
        long first = arrives(1000);
        assertThat(arrives(30_000)).isEqualTo(Reception.STRAY);
        assertThat(arrives(1001)).isEqualTo(first + 1);
        assertThat(arrives(30_000)).isEqualTo(Reception.STRAY);
        long second = arrives(30_001);
        assertThat(second).isGreaterThan(first + 10_000);
        assertThat(arrives(30_002)).isEqualTo(second + 1);
        assertThat(reception.lost()).isZero();
    }

    @Test
    void lossesAreReported() {
        for (int i = 0; i < 100; i++) {
            if (i % 4 != 3) {
                arrives(i);
            }
        }
        arrives(100);
        reception.report(report, 0, 42, 0x11223344, 99);
        assertThat(Bytes.four(report, 0)).isEqualTo(42);
        // Of 101 there came 76: 25/101 of 256 is 63.
        assertThat(report[4]).isEqualTo((byte) 63);
        assertThat(Bytes.three(report, 5)).isEqualTo(25);
        assertThat(Bytes.four(report, 8)).isEqualTo(100);
        assertThat(Bytes.four(report, 16)).isEqualTo(0x11223344);
        assertThat(Bytes.four(report, 20)).isEqualTo(99);
        // A new interval.
        arrives(101);
        reception.report(report, 0, 42, 0, 0);
        assertThat(report[4]).isZero();
        assertThat(Bytes.three(report, 5)).isEqualTo(25);
    }

    @Test
    void anEvenStreamHasNoJitterAndAnUnevenOneHas() {
        for (int i = 0; i < 200; i++) {
            arrives(i);
        }
        assertThat(reception.jitter()).isLessThan(0.2);
        var uneven = new Reception(8000);
        for (int i = 0; i < 400; i++) {
            uneven.arrived(i, i * 160, i * BEAT + (i % 2) * BEAT / 2);
        }
        assertThat(uneven.jitter()).isBetween(9.0, 10.5);
    }

    @Test
    void duplicatesDoNotMakeLossesNegative() {
        arrives(1);
        arrives(1);
        arrives(1);
        assertThat(reception.lost()).isZero();
        reception.report(report, 0, 42, 0, 0);
        assertThat(report[4]).isZero();
    }

    @Test
    void nothingReceivedIsNothingLost() {
        assertThat(reception.lost()).isZero();
        assertThat(reception.jitter()).isZero();
    }
}
