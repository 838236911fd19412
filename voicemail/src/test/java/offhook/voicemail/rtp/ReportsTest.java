package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 3550 §6. */
class ReportsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00.500Z");
    private static final long SECOND = 1_000_000_000;

    private final Reports reports = new Reports(0x01020304, "abcdef");
    private final byte[] packet = new byte[Reports.LONGEST];

    private byte[] written(Reports.Sent sent, Reception reception, boolean isLast) {
        int length = reports.write(packet, sent, reception, 0x0A0B0C0D, NOW, 9 * SECOND, isLast);
        return Arrays.copyOf(packet, length);
    }

    private static Reception reception() {
        var reception = new Reception(8000);
        reception.arrived(7, 0, 0);
        return reception;
    }

    @Test
    void whoSendsReportsSo() {
        var sender = written(new Reports.Sent(3, 480, 0x55667788), reception(), false);
        assertThat(sender[0]).isEqualTo((byte) 0x81);
        assertThat(sender[1]).isEqualTo((byte) 200);
        assertThat(Bytes.two(sender, 2)).isEqualTo(12);
        assertThat(Bytes.four(sender, 4)).isEqualTo(0x01020304);
        assertThat(Integer.toUnsignedLong(Bytes.four(sender, 8))).isEqualTo(NOW.getEpochSecond() + 2_208_988_800L);
        assertThat(Bytes.four(sender, 12)).isEqualTo(0x80000000);
        assertThat(Bytes.four(sender, 16)).isEqualTo(0x55667788);
        assertThat(Bytes.four(sender, 20)).isEqualTo(3);
        assertThat(Bytes.four(sender, 24)).isEqualTo(480);
        assertThat(Bytes.four(sender, 28)).isEqualTo(0x0A0B0C0D);
        assertThat(sender[53]).isEqualTo((byte) 202);
    }

    @Test
    void whoOnlyListensReportsSo() {
        var receiver = written(null, reception(), false);
        assertThat(receiver[0]).isEqualTo((byte) 0x81);
        assertThat(receiver[1]).isEqualTo((byte) 201);
        var nobody = written(null, null, false);
        assertThat(nobody[0]).isEqualTo((byte) 0x80);
        assertThat(Bytes.two(nobody, 2)).isEqualTo(1);
    }

    @Test
    void allOfItIsOneCompoundThatWeOurselvesCanRead() {
        for (var one : new byte[][] {
            written(new Reports.Sent(1, 1, 1), reception(), true), written(null, null, true), written(null, null, false)
        }) {
            assertThat(one.length % 4).isZero();
            assertThat(reports.read(one, one.length, 0)).isTrue();
        }
        var bye = written(null, null, true);
        assertThat(bye[bye.length - 7]).isEqualTo((byte) 203);
        assertThat(Bytes.four(bye, bye.length - 4)).isEqualTo(0x01020304);
    }

    /** §6.4.1: when their report came, and how long ago that is, so that they can measure the way. */
    @Test
    void theirLastReportIsSentBack() {
        var theirs = new Reports(5, "x");
        int length = theirs.write(packet, new Reports.Sent(1, 1, 1), null, 0, NOW, 0, false);
        int middle = Bytes.four(packet, 10);
        assertThat(reports.read(packet, length, 8 * SECOND)).isTrue();
        var ours = written(null, reception(), false);
        assertThat(Bytes.four(ours, 24)).isEqualTo(middle);
        assertThat(Bytes.four(ours, 28)).isEqualTo(65_536);
    }

    @Test
    void aReportThatIsAloneOrCutIsNone() {
        assertThat(reports.read(new byte[0], 0, 0)).isFalse();
        var whole = written(null, reception(), false);
        assertThat(reports.read(whole, whole.length - 4, 0)).isFalse();
        assertThat(reports.read(whole, whole.length - 1, 0)).isFalse();
        whole[1] = (byte) 203;
        assertThat(reports.read(whole, whole.length, 0)).isFalse();
    }

    @Property
    void anyBytesAreAReportOrNone(@ForAll @Size(max = 100) byte[] bytes, @ForAll boolean isSender) {
        if (bytes.length > 1) {
            bytes[0] = (byte) 0x81;
            bytes[1] = (byte) (isSender ? 200 : 201);
        }
        reports.read(bytes, bytes.length, 0);
        assertThat(written(null, reception(), false)).isNotEmpty();
    }
}
