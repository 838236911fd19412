package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what a server sends into the pieces between the stream's first level of tags: cheap, and right for the well-formed
 * XML without CDATA and comments that servers write. Of one connection.
 */
final class Stanzas {

    /** Gets each piece: the stream's header, a stanza, the stream's end. */
    interface Sink {

        /** The bytes are valid during the call. */
        void stanza(byte[] bytes, int from, int to);
    }

    private enum At {
        TEXT,
        TAG_BEGIN,
        TAG,
        QUOTED
    }

    private final Sink sink;
    private byte[] kept = new byte[256];
    private int begin; // of what is no whole piece yet
    private int next;
    private int end;
    private At at = At.TEXT;
    private byte quote;
    private boolean closing;
    private int depth;

    Stanzas(Sink sink) {
        this.sink = sink;
    }

    /** A new stream begins on the same connection, behind the piece that is being told of. */
    void restart() {
        depth = 0;
    }

    /** More from the socket. */
    void read(ByteBuf bytes) {
        int more = bytes.readableBytes();
        makeRoom(more);
        bytes.readBytes(kept, end, more);
        end += more;
        scan();
        if (begin == end) {
            begin = 0;
            next = 0;
            end = 0;
        }
    }

    private void makeRoom(int more) {
        if (end + more <= kept.length) {
            return;
        }
        int held = end - begin;
        byte[] to = held + more <= kept.length ? kept : new byte[Math.max(held + more, 2 * kept.length)];
        System.arraycopy(kept, begin, to, 0, held);
        kept = to;
        next -= begin;
        end = held;
        begin = 0;
    }

    private void scan() {
        byte[] bytes = kept;
        int i = next;
        while (i < end) {
            switch (at) {
                case TEXT -> {
                    i = find(bytes, i, (byte) '<');
                    at = i == end ? At.TEXT : At.TAG_BEGIN;
                    i = Math.min(i + 1, end);
                }
                case TAG_BEGIN -> {
                    closing = bytes[i] == '/';
                    at = At.TAG;
                }
                case TAG -> {
                    while (i < end && bytes[i] != '>' && bytes[i] != '\'' && bytes[i] != '"') {
                        i++;
                    }
                    if (i < end) {
                        quote = bytes[i++];
                        at = quote == '>' ? At.TEXT : At.QUOTED;
                    }
                    if (at == At.TEXT) {
                        tag(bytes[i - 2], i);
                    }
                }
                case QUOTED -> {
                    i = find(bytes, i, quote);
                    at = i == end ? At.QUOTED : At.TAG;
                    i = Math.min(i + 1, end);
                }
            }
        }
        next = end;
    }

    private int find(byte[] bytes, int from, byte wanted) {
        int i = from;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** @param last the byte before the tag's end, which tells what it is */
    private void tag(byte last, int to) {
        if (last == '?') {
            begin = to; // the XML declaration
            return;
        }
        boolean opening = !closing && last != '/';
        depth += closing ? -1 : opening ? 1 : 0;
        if (depth <= 1 && (!opening || depth == 1)) {
            int from = begin;
            begin = to;
            sink.stanza(kept, from, to);
        }
    }

    /** What a piece says, for those moments in which nothing is measured. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
