package offhook.voicemail.mp3;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import offhook.voicemail.audio.Resampler;
import offhook.voicemail.audio.Samples;

/**
 * Makes an MP3 file of a recording, a part at a time: MPEG-2 layer III, which every client plays, at 24 kHz, where the
 * codec's own delay is shortest, and 40 kbit/s.
 */
final class Mp3Encoder {

    private static final int RATE = 24_000;
    private static final int KBIT = 40;
    private static final int PART = 4_000; // samples
    private static final boolean VARIABLE = false;

    private Mp3Encoder() {}

    /** @throws IOException if the recording cannot be read, or the file not be written */
    static void encode(Path wav, Path to) throws IOException {
        try (var samples = Samples.open(wav);
                var out = new BufferedOutputStream(Files.newOutputStream(to))) {
            var lame = new LameEncoder(
                    new AudioFormat(RATE, 16, 1, true, false),
                    KBIT,
                    LameEncoder.CHANNEL_MODE_MONO,
                    LameEncoder.QUALITY_MIDDLE,
                    VARIABLE);
            try {
                encode(samples, lame, out);
            } finally {
                lame.close();
            }
        }
    }

    private static void encode(Samples samples, LameEncoder lame, OutputStream out) throws IOException {
        var resampler = new Resampler(samples.rate(), RATE);
        var read = new short[PART];
        var resampled = new short[resampler.most(PART)];
        var pcm = new byte[2 * resampled.length];
        var mp3 = new byte[lame.getMP3BufferSize()];
        for (int length = samples.read(read); length > 0; length = samples.read(read)) {
            int count = resampler.resample(read, length, resampled, 0);
            for (int i = 0; i < count; i++) {
                pcm[2 * i] = (byte) resampled[i];
                pcm[2 * i + 1] = (byte) (resampled[i] >> 8);
            }
            int most = lame.getPCMBufferSize();
            for (int at = 0; at < 2 * count; at += most) {
                out.write(mp3, 0, lame.encodeBuffer(pcm, at, Math.min(most, 2 * count - at), mp3));
            }
        }
        out.write(mp3, 0, lame.encodeFinish(mp3));
    }
}
