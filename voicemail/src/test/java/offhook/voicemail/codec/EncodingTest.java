package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import offhook.voicemail.audio.Level;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingTest {

    @Test
    void areFoundByNameAndByType() {
        assertThat(Encoding.named("pcmu", 8000, 1)).contains(Encoding.PCMU);
        assertThat(Encoding.named("OPUS", 48_000, 2)).contains(Encoding.OPUS);
        assertThat(Encoding.named("opus", 16_000, 1)).isEmpty();
        assertThat(Encoding.named("speex", 8000, 1)).isEmpty();
        assertThat(Encoding.ofType(9)).contains(Encoding.G722);
        assertThat(Encoding.ofType(-1)).isEmpty();
        assertThat(Encoding.ofType(3)).isEmpty();
    }

    /** RFC 3551 §4.5.2: the clock of G.722 runs at half the speed of its samples. */
    @Test
    void clocksAreNotRates() {
        assertThat(Encoding.PCMA.ticks(160)).isEqualTo(160);
        assertThat(Encoding.G722.ticks(320)).isEqualTo(160);
        assertThat(Encoding.OPUS.ticks(320)).isEqualTo(960);
        assertThat(Encoding.OPUS.samples(960)).isEqualTo(320);
    }

    @ParameterizedTest
    @EnumSource
    void aToneComesThrough(Encoding encoding) {
        var heard = through(encoding, Sound.tone(encoding.rate(), 1000, 600), 20);
        var middle = Sound.part(heard, heard.length / 3, heard.length * 2 / 3);
        assertThat(Sound.purity(middle, encoding.rate(), 1000)).isGreaterThan(0.95);
        assertThat(Level.of(middle)).isBetween(-16.0, -10.0);
    }

    @ParameterizedTest
    @EnumSource
    void packetsMayBeLonger(Encoding encoding) {
        for (int frame : new int[] {40, 60}) {
            var heard = through(encoding, Sound.tone(encoding.rate(), 1000, 600), frame);
            var middle = Sound.part(heard, heard.length / 3, heard.length * 2 / 3);
            assertThat(Sound.purity(middle, encoding.rate(), 1000)).isGreaterThan(0.95);
        }
    }

    private static short[] through(Encoding encoding, short[] pcm, int milliseconds) {
        var encoder = encoding.encoder();
        var decoder = encoding.decoder();
        int samples = encoding.rate() * milliseconds / 1000;
        var packet = new byte[12 + Encoder.LONGEST];
        var heard = new short[pcm.length];
        var frame = new short[Decoder.LONGEST];
        for (int at = 0; at + samples <= pcm.length; at += samples) {
            int length = encoder.encode(Sound.part(pcm, at, at + samples), samples, packet, 12);
            assertThat(length).isBetween(1, Encoder.LONGEST);
            assertThat(decoder.decode(packet, 12, length, frame)).isEqualTo(samples);
            System.arraycopy(frame, 0, heard, at, samples);
        }
        return heard;
    }

    @ParameterizedTest
    @EnumSource
    void oneLostPacketIsConcealed(Encoding encoding) {
        var encoder = encoding.encoder();
        var decoder = encoding.decoder();
        int samples = encoding.rate() / 50;
        var tone = Sound.tone(encoding.rate(), 200, 400);
        var packet = new byte[Encoder.LONGEST];
        var frame = new short[Decoder.LONGEST];
        for (int i = 0; i < 15; i++) {
            int length = encoder.encode(Sound.part(tone, i * samples, (i + 1) * samples), samples, packet, 0);
            decoder.decode(packet, 0, length, frame);
        }
        decoder.conceal(frame, 0, samples);
        assertThat(Level.of(frame, 0, samples)).isGreaterThan(-22);
        assertThat(Sound.purity(Sound.part(frame, 0, samples), encoding.rate(), 200))
                .isGreaterThan(0.7);
    }

    /** Concealment goes on as long as it has to, also in pieces that are no frames. */
    @ParameterizedTest
    @EnumSource
    void aLongLossEndsInSilence(Encoding encoding) {
        var decoder = encoding.decoder();
        var tone = Sound.tone(encoding.rate(), 200, 20);
        var packet = new byte[Encoder.LONGEST];
        int length = encoding.encoder().encode(tone, tone.length, packet, 0);
        decoder.decode(packet, 0, length, new short[Decoder.LONGEST]);
        var frame = new short[encoding.rate() / 50];
        for (int i = 0; i < 30; i++) {
            decoder.conceal(frame, 0, 10);
            decoder.conceal(frame, 10, frame.length - 10);
        }
        assertThat(Level.of(frame)).isLessThan(-55);
    }

    @Property(tries = 300)
    void anyBytesAreDecodedOrRefused(@ForAll Encoding encoding, @ForAll @Size(max = 1500) byte[] bytes) {
        var decoder = encoding.decoder();
        var into = new short[Decoder.LONGEST];
        for (int i = 0; i < 3; i++) {
            assertThat(decoder.decode(bytes, 0, bytes.length, into)).isBetween(0, Decoder.LONGEST);
            decoder.conceal(into, 0, encoding.rate() / 50);
        }
    }

    /** A decoder that was fed rubbish goes on with what is right. */
    @ParameterizedTest
    @EnumSource
    void rubbishDoesNotStay(Encoding encoding) {
        var decoder = encoding.decoder();
        var into = new short[Decoder.LONGEST];
        var rubbish = new byte[700];
        for (int i = 0; i < rubbish.length; i++) {
            rubbish[i] = (byte) (i * 31 + 0xFB);
        }
        decoder.decode(rubbish, 0, rubbish.length, into);
        var tone = Sound.tone(encoding.rate(), 1000, 20);
        var packet = new byte[Encoder.LONGEST];
        int length = encoding.encoder().encode(tone, tone.length, packet, 0);
        assertThat(decoder.decode(packet, 0, length, into)).isEqualTo(tone.length);
    }
}
