package offhook.voicemail.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.SampleBuffer;

/** An MP3 file as another one's decoder hears it. */
public record DecodedMp3(int rate, short[] samples) {

    public static DecodedMp3 of(Path file) throws IOException {
        return of(Files.readAllBytes(file));
    }

    public static DecodedMp3 of(byte[] mp3) throws IOException {
        var decoder = new Decoder();
        var samples = new short[0];
        int rate = 0;
        try (var in = new BufferedInputStream(new ByteArrayInputStream(mp3))) {
            var bits = new Bitstream(in);
            for (var frame = bits.readFrame(); frame != null; frame = bits.readFrame()) {
                var part = (SampleBuffer) decoder.decodeFrame(frame, bits);
                rate = part.getSampleFrequency();
                int before = samples.length;
                samples = Arrays.copyOf(samples, before + part.getBufferLength());
                System.arraycopy(part.getBuffer(), 0, samples, before, part.getBufferLength());
                bits.closeFrame();
            }
        } catch (BitstreamException | DecoderException e) {
            throw new IOException(e);
        }
        return new DecodedMp3(rate, samples);
    }

    public Duration length() {
        return Duration.ofMillis(samples.length * 1000L / Math.max(1, rate));
    }
}
