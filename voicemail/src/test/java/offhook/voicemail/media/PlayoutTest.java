package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import offhook.voicemail.audio.Level;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.JitterBuffer.Fate;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;

/** What becomes of a stream that comes unevenly. */
class PlayoutTest {

    private static final int FRAME = 160;

    private final Playout playout = new Playout(Encoding.PCMU, new short[Decoder.LONGEST]);
    private final List<Short> heard = new ArrayList<>();
    private final short[] frame = new short[FRAME];

    /** A word: loud enough to be told from silence. */
    private static byte[] word() {
        var pcm = Sound.tone(8000, 400, 20);
        var bytes = new byte[FRAME];
        Encoding.PCMU.encoder().encode(pcm, FRAME, bytes, 0);
        return bytes;
    }

    private Fate comes(long sequence) {
        return comes(sequence, (int) sequence * FRAME);
    }

    private Fate comes(long sequence, int timestamp) {
        return playout.speech(sequence, timestamp, word(), 0, FRAME, 0);
    }

    private void beat() {
        if (playout.next(frame)) {
            for (short sample : frame) {
                heard.add(sample);
            }
        }
    }

    private short[] heard() {
        var pcm = new short[heard.size()];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = heard.get(i);
        }
        return pcm;
    }

    /** How many frames have speech in them. */
    private int words() {
        var pcm = heard();
        int words = 0;
        for (int at = 0; at < pcm.length; at += FRAME) {
            words += Level.of(pcm, at, FRAME) > -30 ? 1 : 0;
        }
        return words;
    }

    @Test
    void beforeTheFirstPacketThereIsNothing() {
        assertThat(playout.next(frame)).isFalse();
    }

    @Test
    void anEvenStreamComesAsItIsAfterAMoment() {
        for (int i = 0; i < 50; i++) {
            comes(1000 + i);
            beat();
        }
        assertThat(words()).isEqualTo(48);
        assertThat(playout.takeLost()).isZero();
    }

    @Test
    void aLostPacketIsMadeUpFor() {
        for (int i = 0; i < 50; i++) {
            if (i != 20) {
                comes(1000 + i);
            }
            beat();
        }
        assertThat(words()).isEqualTo(48);
        assertThat(playout.takeLost()).isEqualTo(1);
        assertThat(playout.takeLost()).isZero();
    }

    @Test
    void orderIsRestored() {
        for (int i = 0; i < 50; i += 2) {
            beat();
            comes(1001 + i);
            beat();
            comes(1000 + i);
        }
        assertThat(words()).isGreaterThanOrEqualTo(45);
        assertThat(playout.takeLost()).isZero();
    }

    /** The network holds everything back for 300 ms and then gives it all: nothing is left out. */
    @Test
    void whatWasHeldUpIsHeardLater() {
        int next = 1000;
        for (int i = 0; i < 100; i++) {
            if (i < 30 || i > 45) {
                comes(next++);
            } else if (i == 45) {
                for (int j = 0; j < 16; j++) {
                    comes(next++);
                }
            }
            beat();
        }
        for (int i = 0; i < 40; i++) {
            beat();
        }
        assertThat(words()).isBetween(100, 106);
        assertThat(playout.takeLost()).isZero();
    }

    /** And in the next silence the delay goes back. */
    @Test
    void theDelayShrinksWhereNobodySpeaks() {
        var silence = new byte[FRAME];
        Encoding.PCMU.encoder().encode(new short[FRAME], FRAME, silence, 0);
        int next = 1000;
        for (int j = 0; j < 30; j++) {
            playout.speech(next, next * FRAME, silence, 0, FRAME, 0);
            next++;
        }
        for (int i = 0; i < 300; i++) {
            playout.speech(next, next * FRAME, silence, 0, FRAME, 0);
            next++;
            beat();
        }
        int beats = 0;
        comes(next);
        for (; words() == 0; beats++) {
            beat();
        }
        assertThat(beats).isLessThan(8);
        assertThat(playout.takeLost()).isZero();
    }

    /** RFC 3551 §4.1: the timestamps of what is not sent are still counted. */
    @Test
    void suppressedSilenceKeepsItsLength() {
        for (int i = 0; i < 20; i++) {
            comes(1000 + i);
            beat();
        }
        for (int i = 0; i < 100; i++) {
            beat();
        }
        for (int i = 0; i < 20; i++) {
            comes(1020 + i, (1120 + i) * FRAME);
            beat();
        }
        for (int i = 0; i < 10; i++) {
            beat();
        }
        assertThat(heard).hasSize(150 * FRAME);
        // Each talkspurt fades out for 60 ms, since its last packet might have been lost.
        assertThat(words()).isBetween(40, 46);
        assertThat(playout.takeLost()).isZero();
    }

    /** RFC 3389: it comes in the middle of silence, as does what keeps a NAT open, and what follows is not late for it. */
    @Test
    void comfortNoiseDelaysNothing() {
        int quiet = beatsAfterSilence(new PlayoutTest(), false);
        assertThat(quiet).isLessThan(8);
        assertThat(beatsAfterSilence(new PlayoutTest(), true)).isEqualTo(quiet);
    }

    /** How long a word takes to be heard after four seconds in which nobody spoke. */
    private static int beatsAfterSilence(PlayoutTest call, boolean isNoisy) {
        int sequence = 1000;
        for (int i = 0; i < 20; i++) {
            call.comes(sequence++);
            call.beat();
        }
        for (int i = 0; i < 200; i++) {
            if (isNoisy && i % 10 == 9) {
                call.playout.other(sequence++);
            }
            call.beat();
        }
        int before = call.words();
        int beats = 0;
        for (; call.words() == before && beats < 100; beats++) {
            call.comes(sequence++, (1220 + beats) * FRAME);
            call.beat();
        }
        assertThat(call.playout.takeLost()).isZero();
        return beats;
    }

    /** At the end of the call nothing waits for its time any more. */
    @Test
    void theRestIsHeardAtOnce() {
        for (int i = 0; i < 20; i++) {
            comes(1000 + i);
            beat();
        }
        playout.other(1020);
        assertThat(words()).isLessThan(20);
        while (playout.rest(frame)) {
            for (short sample : frame) {
                heard.add(sample);
            }
        }
        assertThat(words()).isEqualTo(20);
        assertThat(playout.rest(frame)).isFalse();
    }

    /** Keys take numbers, too. */
    @Test
    void whatIsNoSpeechIsNoLoss() {
        for (int i = 0; i < 20; i++) {
            comes(1000 + i);
            beat();
        }
        for (int i = 20; i < 30; i++) {
            playout.other(1000 + i);
            beat();
        }
        for (int i = 30; i < 50; i++) {
            comes(1000 + i);
            beat();
        }
        assertThat(playout.takeLost()).isZero();
        assertThat(words()).isBetween(36, 42);
    }

    @Test
    void aSenderWhoseTimestampsLeapIsFollowed() {
        for (int i = 0; i < 20; i++) {
            comes(1000 + i);
            beat();
        }
        for (int i = 0; i < 20; i++) {
            comes(1020 + i, 1_000_000_000 + i * FRAME);
            beat();
        }
        for (int i = 0; i < 20; i++) {
            comes(1040 + i, -500_000_000 + i * FRAME);
            beat();
        }
        assertThat(words()).isGreaterThanOrEqualTo(57);
    }

    /** Packets may be of any length. */
    @Test
    void longPacketsAreCutIntoFrames() {
        var sixty = new byte[3 * FRAME];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(word(), 0, sixty, i * FRAME, FRAME);
        }
        for (int i = 0; i < 20; i++) {
            playout.speech(1000 + i, i * 3 * FRAME, sixty, 0, sixty.length, 0);
            beat();
            beat();
            beat();
        }
        assertThat(words()).isEqualTo(58);
    }

    /** Whatever comes, each beat has its frame, and what is bounded stays so. */
    @Property(tries = 200)
    void anyStreamIsEven(@ForAll Encoding encoding, @ForAll long seed, @ForAll @IntRange(max = 3) int wildness) {
        var any = new Playout(encoding, new short[Decoder.LONGEST]);
        var random = new Random(seed);
        var into = new short[encoding.rate() / 50];
        long sequence = 1000;
        int timestamp = random.nextInt();
        any.speech(sequence, timestamp, new byte[10], 0, 10, 0);
        for (int i = 0; i < 200; i++) {
            for (int j = random.nextInt(1 + wildness); j >= 0; j--) {
                sequence += random.nextInt(1 + wildness * 5) - wildness;
                timestamp += wildness == 3 ? random.nextInt() : random.nextInt(1000);
                var payload = new byte[random.nextInt(400)];
                random.nextBytes(payload);
                if (random.nextInt(10) == 0) {
                    any.other(sequence);
                } else {
                    any.speech(sequence, timestamp, payload, 0, payload.length, random.nextDouble() * 100);
                }
            }
            assertThat(any.next(into)).isTrue();
        }
    }
}
