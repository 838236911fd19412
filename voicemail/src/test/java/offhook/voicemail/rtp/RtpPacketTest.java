package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtpPacketTest {

    private final RtpPacket packet = new RtpPacket();

    private boolean read(int... bytes) {
        var data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return packet.read(data, data.length);
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @IntRange(max = 127) int type,
            @ForAll boolean marker,
            @ForAll @IntRange(max = 65_535) int sequence,
            @ForAll int timestamp,
            @ForAll int ssrc) {
        var data = new byte[20];
        RtpPacket.write(data, type, marker, sequence, timestamp, ssrc);
        assertThat(packet.read(data, 20)).isTrue();
        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.marker()).isEqualTo(marker);
        assertThat(packet.sequence()).isEqualTo(sequence);
        assertThat(packet.timestamp()).isEqualTo(timestamp);
        assertThat(packet.ssrc()).isEqualTo(ssrc);
        assertThat(packet.offset()).isEqualTo(12);
        assertThat(packet.length()).isEqualTo(8);
    }

    @Test
    void sourcesExtensionAndPaddingAreNoPayload() {
        assertThat(read(
                        0xB1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, // with padding, extension, one source
                        9, 9, 9, 9, // the source
                        0xBE, 0xDE, 0, 1, 7, 7, 7, 7, // the extension
                        42, 43, 0, 2)) // two bytes, two of padding
                .isTrue();
        assertThat(packet.offset()).isEqualTo(24);
        assertThat(packet.length()).isEqualTo(2);
    }

    @Test
    void whatCannotBeIsNone() {
        assertThat(read()).isFalse();
        assertThat(read(0x80, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0)).isFalse();
        assertThat(read(0x40, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3)).isFalse();
        assertThat(read(0x8F, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3)).isFalse();
        assertThat(read(0x90, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3)).isFalse();
        assertThat(read(0x90, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0xFF, 0xFF))
                .isFalse();
        assertThat(read(0xA0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 99)).isFalse();
        assertThat(read(0xA0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0)).isFalse();
    }

    @Test
    void anEmptyPayloadIsAPacket() {
        assertThat(read(0x80, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3)).isTrue();
        assertThat(packet.length()).isZero();
    }

    @Property
    void thePayloadLiesWithinThePacket(@ForAll @Size(max = 80) byte[] bytes, @ForAll byte first) {
        if (bytes.length > 0) {
            bytes[0] = first;
        }
        if (packet.read(bytes, bytes.length)) {
            assertThat(packet.offset()).isBetween(12, bytes.length);
            assertThat(packet.length()).isBetween(0, bytes.length - packet.offset());
        }
    }

    @Test
    void reportsAreToldFromSpeech() {
        assertThat(RtpPacket.isReport(new byte[] {(byte) 0x80, (byte) 200}, 2)).isTrue();
        assertThat(RtpPacket.isReport(new byte[] {(byte) 0x80, (byte) 0x88}, 2)).isFalse();
        assertThat(RtpPacket.isReport(new byte[1], 1)).isFalse();
    }
}
