package offhook.voicemail.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {

    private static final MasterKey KEY =
            MasterKey.parse("4fl6DT4Bi+DWT6MsBt5BOQ7Gda1Jiv7rtpYLOqvm").orElseThrow();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** Room for a tag behind it. */
    private static byte[] roomy(byte[] packet) {
        return Arrays.copyOf(packet, packet.length + SrtpSender.ROOM);
    }

    private static byte[] rtp(int sequence, int ssrc) {
        var packet = new byte[12 + 160];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        packet[11] = (byte) ssrc;
        Arrays.fill(packet, 12, packet.length, (byte) sequence);
        return packet;
    }

    private static byte[] sent(SrtpSender sender, byte[] packet) {
        var roomy = roomy(packet);
        return Arrays.copyOf(roomy, sender.rtp(roomy, packet.length));
    }

    /** The packet that every implementation tries with the master key of RFC 3711 §B.3. */
    @Test
    void encryptsAsOthersDo() {
        var packet = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        var expected = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        assertThat(sent(new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY), packet))
                .isEqualTo(expected);
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        assertThat(receiver.rtp(expected, expected.length)).isEqualTo(packet.length);
        assertThat(Arrays.copyOf(expected, packet.length)).isEqualTo(packet);
    }

    /** The same for RTCP, whose first packet has the index 1 there. */
    @Test
    void encryptsReportsAsOthersDo() {
        var packet = hex("81c8000bcafebabe" + "ab".repeat(16));
        var expected = hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        var sender = new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        sender.rtcp(roomy(packet), packet.length);
        var roomy = roomy(packet);
        assertThat(Arrays.copyOf(roomy, sender.rtcp(roomy, packet.length))).isEqualTo(expected);
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        assertThat(receiver.rtcp(expected, expected.length)).isEqualTo(packet.length);
        assertThat(Arrays.copyOf(expected, packet.length)).isEqualTo(packet);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEncryptedIsReadAndOnlyOnce(Suite suite) {
        var sender = new SrtpSender(suite, KEY);
        var receiver = new SrtpReceiver(suite, KEY);
        for (int sequence = 65_500; sequence < 65_600; sequence++) {
            var packet = rtp(sequence & 0xFFFF, 7);
            var secret = sent(sender, packet);
            assertThat(secret).hasSize(packet.length + suite.tag());
            var again = secret.clone();
            assertThat(receiver.rtp(secret, secret.length)).isEqualTo(packet.length);
            assertThat(Arrays.copyOf(secret, packet.length)).isEqualTo(packet);
            assertThat(receiver.rtp(again, again.length)).isEqualTo(SrtpReceiver.REFUSED);
        }
    }

    /** Over the wrap of the sequence number, in any order within the window. */
    @Property(tries = 50)
    void orderDoesNotMatter(@ForAll @IntRange(max = 65_535) int first, @ForAll long seed) {
        var sender = new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        var packets = new byte[60][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = sent(sender, rtp((first + i) & 0xFFFF, 7));
        }
        // What comes first fixes the rollover counter, so it has to be one from before the wrap.
        assertThat(receiver.rtp(packets[0], packets[0].length)).isPositive();
        var rest = Arrays.asList(Arrays.copyOfRange(packets, 1, packets.length));
        Collections.shuffle(rest, new Random(seed));
        for (var packet : rest) {
            assertThat(receiver.rtp(packet, packet.length)).isPositive();
        }
    }

    @Test
    void whatIsTooOldIsRefused() {
        var sender = new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        var old = sent(sender, rtp(0, 7));
        for (int i = 1; i <= 128; i++) {
            var packet = sent(sender, rtp(i, 7));
            assertThat(receiver.rtp(packet, packet.length)).isPositive();
        }
        assertThat(receiver.rtp(old, old.length)).isEqualTo(SrtpReceiver.REFUSED);
    }

    /** Any bit that changes on the way. */
    @Property(tries = 200)
    void whatWasChangedIsRefused(@ForAll @IntRange(max = (172 + 10) * 8 - 1) int bit) {
        var packet = sent(new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY), rtp(1, 7));
        packet[bit / 8] ^= (byte) (1 << bit % 8);
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        assertThat(receiver.rtp(packet, packet.length)).isEqualTo(SrtpReceiver.REFUSED);
    }

    @Property(tries = 300)
    void anyBytesAreRefused(@ForAll @Size(max = 200) byte[] bytes) {
        for (var suite : Suite.values()) {
            var receiver = new SrtpReceiver(suite, KEY);
            assertThat(receiver.rtp(bytes.clone(), bytes.length)).isEqualTo(SrtpReceiver.REFUSED);
            assertThat(receiver.rtcp(bytes.clone(), bytes.length)).isEqualTo(SrtpReceiver.REFUSED);
        }
    }

    @Test
    void anotherKeyReadsNothing() {
        var other = MasterKey.random(new Random(3));
        var packet = sent(new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_32, KEY), rtp(1, 7));
        assertThat(new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_32, other).rtp(packet, packet.length))
                .isEqualTo(SrtpReceiver.REFUSED);
    }

    @Test
    void aSourceMayChange() {
        var receiver = new SrtpReceiver(Suite.AES_CM_128_HMAC_SHA1_80, KEY);
        for (int ssrc = 0; ssrc < 20; ssrc++) {
            var packet = sent(new SrtpSender(Suite.AES_CM_128_HMAC_SHA1_80, KEY), rtp(5, ssrc));
            assertThat(receiver.rtp(packet, packet.length)).isPositive();
        }
    }
}
