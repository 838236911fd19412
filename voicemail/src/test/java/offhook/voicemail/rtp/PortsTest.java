package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    private static final long SECOND = 1_000_000_000;

    private final Ports ports = new Ports(PortRange.parse("20000-20009"), new Random(1));

    @Test
    void everyPairIsGivenOnce() {
        var given = new HashSet<Integer>();
        for (int i = 0; i < 5; i++) {
            given.add(ports.lease(0).getAsInt());
        }
        assertThat(given).containsExactlyInAnyOrder(20_000, 20_002, 20_004, 20_006, 20_008);
        assertThat(ports.lease(0)).isEmpty();
        assertThat(ports.leased()).isEqualTo(5);
    }

    @Test
    void aPairRestsBeforeItIsGivenAgain() {
        int last = 0;
        for (int i = 0; i < 5; i++) {
            last = ports.lease(0).getAsInt();
        }
        ports.release(last, 10 * SECOND);
        assertThat(ports.lease(14 * SECOND)).isEmpty();
        assertThat(ports.lease(15 * SECOND)).hasValue(last);
    }

    /** The monotonic clock may begin anywhere. */
    @Test
    void theClockMayBeNegative() {
        int port = ports.lease(-50 * SECOND).getAsInt();
        ports.release(port, -50 * SECOND);
        for (int i = 0; i < 4; i++) {
            ports.lease(-50 * SECOND);
        }
        assertThat(ports.lease(-46 * SECOND)).isEmpty();
        assertThat(ports.lease(-45 * SECOND)).hasValue(port);
    }

    @Test
    void theOrderIsNotToBeGuessed() {
        var other = new Ports(PortRange.parse("20000-20999"), new Random(2));
        var same = new Ports(PortRange.parse("20000-20999"), new Random(3));
        int equal = 0;
        for (int i = 0; i < 100; i++) {
            equal += other.lease(0).getAsInt() == same.lease(0).getAsInt() ? 1 : 0;
        }
        assertThat(equal).isLessThan(10);
    }

    @Test
    void aRangeSaysHowManyCallsFit() {
        var range = PortRange.parse("20000-20999");
        assertThat(range.pairs()).isEqualTo(500);
        assertThat(range).hasToString("20000-20999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20000", "20001-20010", "20000-20010", "20009-20000", "20000-70001", "100-201", "a-b"})
    void otherRangesAreNone(String text) {
        assertThatThrownBy(() -> PortRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
