package offhook.voicemail.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import offhook.voicemail.audio.WavHeader;
import offhook.voicemail.codec.Encoding;

/** A whistle in the formats in which PBXs attach sounds. */
public final class SoundFiles {

    private static final int RATE = 8000;

    private SoundFiles() {}

    /** {@code wav}: 16-bit PCM. */
    public static byte[] wav(double pitch, int milliseconds) {
        var samples = Sound.tone(RATE, pitch, milliseconds);
        var data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        WavHeader.put(samples, samples.length, data);
        return riff(1, 16, 2, new byte[0], data.array());
    }

    /** {@code wav} of G.711. */
    public static byte[] g711(boolean isMuLaw, double pitch, int milliseconds) {
        var samples = Sound.tone(RATE, pitch, milliseconds);
        var data = new byte[samples.length];
        (isMuLaw ? Encoding.PCMU : Encoding.PCMA).encoder().encode(samples, samples.length, data, 0);
        return riff(isMuLaw ? 7 : 6, 8, 1, new byte[] {0, 0}, data);
    }

    /** {@code WAV}, which Asterisk calls wav49: what is given is GSM in pairs of frames. */
    public static byte[] wav49(byte[] pairs) {
        var extra = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 2)
                .putShort((short) 320);
        return riff(0x31, 0, 65, extra.array(), pairs);
    }

    /** A chunk nobody asked for stands before the sound, as in files of some programs. */
    public static byte[] riff(int tag, int bits, int block, byte[] extra, byte[] data) {
        var format = ByteBuffer.allocate(16 + extra.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(tag == 0x31 ? 1625 : RATE * bits / 8)
                .putShort((short) block)
                .putShort((short) bits)
                .put(extra)
                .array();
        var out = new ByteArrayOutputStream();
        chunk(out, "fmt ", format);
        chunk(out, "LIST", "INFOx".getBytes(ISO_8859_1));
        chunk(out, "data", data);
        var body = new ByteArrayOutputStream();
        body.writeBytes("WAVE".getBytes(ISO_8859_1));
        body.writeBytes(out.toByteArray());
        var file = new ByteArrayOutputStream();
        chunk(file, "RIFF", body.toByteArray());
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        out.writeBytes(name.getBytes(ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
        if (data.length % 2 == 1) {
            out.write(0);
        }
    }

    /** Written to a file. */
    public static Path at(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
