package offhook.voicemail.prompt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.codec.Encoding;

/** Reads a file of Opus in Ogg: RFC 3533, RFC 7845. For our own files: a broken one is an error of the build. */
final class OggOpus {

    private static final String CAPTURE = "OggS";
    private static final int HEADERS = 2; // OpusHead and OpusTags, each a packet
    private static final int CLOCK = 48_000; // of its counters, whatever rate it is played at

    private final DataInputStream in;
    private final Decoder decoder = Encoding.OPUS.decoder();
    private final int rate = Encoding.OPUS.rate();
    private final short[] frame = new short[Decoder.LONGEST];
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private short[] samples = new short[rate];
    private int count;
    private int packets;
    private int skipped;
    private long end;

    private OggOpus(InputStream in) {
        this.in = new DataInputStream(in);
    }

    static Clip read(InputStream in) throws IOException {
        return new OggOpus(in).read();
    }

    private Clip read() throws IOException {
        while (page()) {}
        // RFC 7845 §4: what the encoder needed to begin is not heard, nor what fills its last packet.
        int first = skipped / (CLOCK / rate);
        int last = (int) Math.min(count, end / (CLOCK / rate));
        return new Clip(rate, Arrays.copyOfRange(samples, first, last));
    }

    /** RFC 3533 §6; false at the end. */
    private boolean page() throws IOException {
        var head = new byte[27];
        int read = in.readNBytes(head, 0, head.length);
        if (read == 0) {
            return false;
        }
        if (read < head.length || !new String(head, 0, 4, StandardCharsets.US_ASCII).equals(CAPTURE)) {
            throw new IOException("no Ogg page");
        }
        var fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        end = fields.getLong(6);
        var lacing = in.readNBytes(head[26] & 0xff);
        if (lacing.length < (head[26] & 0xff)) {
            throw new EOFException();
        }
        for (byte segment : lacing) {
            int length = segment & 0xff;
            packet.writeBytes(in.readNBytes(length));
            if (length < 255) {
                packet(packet.toByteArray());
                packet.reset();
            }
        }
        return true;
    }

    private void packet(byte[] bytes) {
        packets++;
        if (packets == 1) {
            skipped = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(10) & 0xffff;
        }
        if (packets <= HEADERS) {
            return;
        }
        int more = decoder.decode(bytes, 0, bytes.length, frame);
        if (count + more > samples.length) {
            samples = Arrays.copyOf(samples, 2 * samples.length);
        }
        System.arraycopy(frame, 0, samples, count, more);
        count += more;
    }
}
