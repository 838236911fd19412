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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.codec.Encoding;

/** Reads a file of Opus in Ogg: RFC 3533, RFC 7845. For our own files: a broken one is an error of the build. */
final class OggOpus {

    private static final String CAPTURE = "OggS";
    private static final int HEAD = 27; // of a page, without its lacing
    private static final int TYPE = 5; // where it says what it is
    private static final int BEGINS = 2; // the first of a stream
    private static final Pattern TITLE = Pattern.compile("title=", Pattern.CASE_INSENSITIVE);
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

    /**
     * The links of a chain (RFC 3533 §4), each as if it were a file of its own, by the titles in their comments (RFC 7845 §5.2).
     */
    static Map<String, byte[]> chained(InputStream in) throws IOException {
        var links = new HashMap<String, byte[]>();
        var bytes = in.readAllBytes();
        for (int at = 0, next; at < bytes.length; at = next) {
            next = at + pageLength(bytes, at);
            var comments = Arrays.copyOfRange(bytes, next, next + pageLength(bytes, next));
            while (next < bytes.length && (bytes[next + TYPE] & BEGINS) == 0) {
                next += pageLength(bytes, next);
            }
            links.put(title(comments), Arrays.copyOfRange(bytes, at, next));
        }
        return links;
    }

    private static int pageLength(byte[] bytes, int at) {
        int segments = bytes[at + HEAD - 1] & 0xff;
        int length = HEAD + segments;
        for (int i = 0; i < segments; i++) {
            length += bytes[at + HEAD + i] & 0xff;
        }
        return length;
    }

    private static String title(byte[] comments) throws IOException {
        var found = TITLE.matcher(new String(comments, StandardCharsets.ISO_8859_1));
        if (!found.find() || found.start() < 4) {
            throw new IOException("a prompt without title");
        }
        int length = ByteBuffer.wrap(comments).order(ByteOrder.LITTLE_ENDIAN).getInt(found.start() - 4);
        return new String(comments, found.end(), length - (found.end() - found.start()), StandardCharsets.UTF_8);
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
        var head = new byte[HEAD];
        int read = in.readNBytes(head, 0, head.length);
        if (read == 0) {
            return false;
        }
        if (read < head.length || !new String(head, 0, 4, StandardCharsets.US_ASCII).equals(CAPTURE)) {
            throw new IOException("no Ogg page");
        }
        var fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        end = fields.getLong(6);
        var lacing = in.readNBytes(head[HEAD - 1] & 0xff);
        if (lacing.length < (head[HEAD - 1] & 0xff)) {
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
