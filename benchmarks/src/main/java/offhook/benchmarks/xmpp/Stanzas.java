package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;

/**
 * Cuts what a server sends into the pieces between the stream's first level of tags: cheap, and right for the well-formed
 * XML without CDATA and comments that servers write. Of one connection.
 */
final class Stanzas {

    private enum At {
        TEXT,
        TAG_BEGIN,
        TAG,
        SINGLE_QUOTE,
        DOUBLE_QUOTE
    }

    private final BiConsumer<ByteBuf, Integer> sink;
    private final ByteBuf kept;
    private At at = At.TEXT;
    private int depth;
    private boolean closing;
    private byte last;
    private int next;

    /** @param sink gets each stanza's bytes, and their length; from the reader index on, to be read and no longer kept */
    Stanzas(ByteBuf kept, BiConsumer<ByteBuf, Integer> sink) {
        this.kept = kept;
        this.sink = sink;
    }

    /** More from the socket. */
    void read(ByteBuf bytes) {
        kept.writeBytes(bytes);
        while (next < kept.writerIndex()) {
            take(kept.getByte(next++));
        }
        if (kept.readerIndex() == kept.writerIndex()) {
            kept.clear();
            next = 0;
        } else if (kept.readerIndex() > 65536) {
            int read = kept.readerIndex();
            kept.discardReadBytes();
            next -= read;
        }
    }

    private void take(byte b) {
        switch (at) {
            case TEXT -> {
                if (b == '<') {
                    at = At.TAG_BEGIN;
                }
            }
            case TAG_BEGIN -> {
                closing = b == '/';
                at = At.TAG;
            }
            case TAG -> {
                if (b == '\'') {
                    at = At.SINGLE_QUOTE;
                } else if (b == '"') {
                    at = At.DOUBLE_QUOTE;
                } else if (b == '>') {
                    at = At.TEXT;
                    tag();
                }
            }
            case SINGLE_QUOTE -> at = b == '\'' ? At.TAG : at;
            case DOUBLE_QUOTE -> at = b == '"' ? At.TAG : at;
        }
        last = b;
    }

    /** A tag has ended; the byte before its end tells what it is. */
    private void tag() {
        if (last == '?') {
            kept.readerIndex(next); // the XML declaration
            return;
        }
        if (closing) {
            depth--;
        } else if (last != '/') {
            depth++;
        }
        boolean header = !closing && depth == 1 && last != '/';
        if (header || depth <= 1) {
            sink.accept(kept, next - kept.readerIndex());
            kept.readerIndex(next);
        }
    }
}
