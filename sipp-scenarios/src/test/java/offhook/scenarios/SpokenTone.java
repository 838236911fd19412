package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;

/** A tone that a caller plays, and how much of it there is in a recording. */
record SpokenTone(double frequency, Duration length) {

    private static final int RATE = 8000;
    private static final int HEADER = 44;

    /** A minute at the highest rate. */
    private static final int LONGEST = 60 * 48_000;

    static final double AMPLITUDE = 8000;

    /** What was heard: how long the tone lasted, and which part of all the energy is its own. */
    record Heard(Duration length, double share, Duration whole) {}

    /** Somebody calls and leaves it. */
    Play leftWith(String callee, Path folder) {
        try {
            return Product.stranger("caller-leaves-a-message", callee)
                    .with("tone", write(folder.resolve("tone.ul")).toString())
                    .pause(length.plusMillis(300));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Insists that this is what was heard, and nothing else. */
    void isAllOf(Heard heard) {
        isAllOf("recorded", heard);
    }

    /** @param where for whoever has to find out */
    void isAllOf(String where, Heard heard) {
        assertThat(heard.share()).as("of the energy, %s", where).isGreaterThan(0.95);
        assertThat(heard.length()).as(where).isBetween(length.minusMillis(100), length.plusMillis(100));
    }

    private Path write(Path file) throws IOException {
        return Files.write(file, muLaw());
    }

    /** As G.711 mu-law, ITU-T G.711 table 2a: 8000 octets a second. */
    byte[] muLaw() {
        int samples = (int) (length.toMillis() * RATE / 1000);
        var bytes = new byte[samples];
        for (int i = 0; i < samples; i++) {
            bytes[i] = muLaw((int) (AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / RATE)));
        }
        return bytes;
    }

    private static byte muLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
        int exponent = 7;
        for (int mask = 0x4000; (magnitude & mask) == 0 && exponent > 0; mask >>= 1) {
            exponent--;
        }
        int mantissa = (magnitude >> (exponent + 3)) & 0x0f;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    /** Looks for it in a WAV file of 16-bit mono. */
    Heard in(Path wav) throws IOException {
        return inWav(Files.readAllBytes(wav));
    }

    Heard inWav(byte[] wav) {
        var bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(40) != bytes.capacity() - HEADER) {
            throw new AssertionError("a WAV file is not as long as its header says");
        }
        return in(samples(bytes), bytes.getInt(24));
    }

    /** In an MP3 file of one channel, as JLayer decodes it. */
    Heard inMp3(byte[] mp3) {
        var stream = new Bitstream(new ByteArrayInputStream(mp3));
        var decoder = new Decoder();
        var decoded = ShortBuffer.allocate(LONGEST);
        int rate = 0;
        try {
            for (Header header = stream.readFrame(); header != null; header = stream.readFrame()) {
                var frame = (SampleBuffer) decoder.decodeFrame(header, stream);
                decoded.put(frame.getBuffer(), 0, frame.getBufferLength());
                rate = frame.getSampleFrequency();
                stream.closeFrame();
            }
        } catch (JavaLayerException e) {
            throw new AssertionError("no MP3 file", e);
        }
        return in(Arrays.copyOf(decoded.array(), decoded.position()), rate);
    }

    /** By frames of 20 ms. */
    private Heard in(short[] samples, int rate) {
        int frame = rate / 50;
        double own = 0;
        double all = 0;
        int frames = 0;
        for (int at = 0; at + frame <= samples.length; at += frame) {
            double tone = energyAt(samples, at, rate);
            double energy = 0;
            for (int i = at; i < at + frame; i++) {
                energy += (double) samples[i] * samples[i];
            }
            own += tone;
            all += energy;
            if (tone > 0.25 * frame * AMPLITUDE * AMPLITUDE / 2) {
                frames++;
            }
        }
        return new Heard(Duration.ofMillis(20L * frames), own / all, Duration.ofMillis(samples.length * 1000L / rate));
    }

    /** The energy of a frame at the tone's frequency: one line of its Fourier transform. */
    private double energyAt(short[] samples, int from, int rate) {
        int frame = rate / 50;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < frame; i++) {
            double angle = 2 * Math.PI * frequency * i / rate;
            real += samples[from + i] * Math.cos(angle);
            imaginary += samples[from + i] * Math.sin(angle);
        }
        return 2 * (real * real + imaginary * imaginary) / frame;
    }

    private static short[] samples(ByteBuffer bytes) {
        bytes.position(HEADER);
        var samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }
}
