package offhook.sip.transport;

import java.util.Arrays;
import offhook.sip.message.BodyLength;
import offhook.sip.message.Limits;

/**
 * Cuts the bytes of a stream into messages by their Content-Length (RFC 3261 §18.3). Between two messages it keeps no
 * memory.
 */
final class StreamFramer {

    private static final byte[] EMPTY = {};

    /** What a stream holds. */
    interface Listener {

        /** One message. */
        void message(byte[] frame);

        /** CRLF CRLF between two messages wants a CRLF back (RFC 5626 §3.5.1). */
        void ping();

        /** What came cannot be cut any further; nothing follows. */
        void broken(byte[] rest);
    }

    private final Limits limits;
    private final Listener listener;

    private byte[] buffer = EMPTY;
    private int start; // of the message that is being read
    private int end; // of what has come
    private int scanned; // the head does not end before here
    private int frame; // length of the message; 0 until its head is there
    private int blanks; // CR and LF in a row, between messages
    private boolean broken;

    StreamFramer(Limits limits, Listener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** Whether a message has begun and is not complete. */
    boolean isWaiting() {
        return end > start && !broken;
    }

    /** An array with room for that many bytes behind {@link #position}; they are to be put there, and then {@link #fed}. */
    byte[] room(int length) {
        if (buffer.length - end < length) {
            grow(length);
        }
        return buffer;
    }

    private void grow(int length) {
        int kept = end - start;
        // A message that is half there grows by doubling, so that many small pieces cost no more than one large one.
        byte[] larger = new byte[kept == 0 ? length : Math.max(kept + length, kept * 2)];
        System.arraycopy(buffer, start, larger, 0, kept);
        buffer = larger;
        scanned -= start;
        start = 0;
        end = kept;
    }

    /** Where the next bytes go. */
    int position() {
        return end;
    }

    /** Takes the next bytes of the stream, which were put into the {@link #room}. */
    void fed(int length) {
        if (broken) {
            return;
        }
        end += length;
        while (next()) {
            // one message after the other
        }
        if (start == end) {
            forget();
        }
    }

    private void forget() {
        buffer = EMPTY;
        start = 0;
        end = 0;
        scanned = 0;
    }

    /** Goes one step on; false if more bytes are needed. */
    private boolean next() {
        if (frame == 0) {
            skipBlanks();
            return start < end && head();
        }
        if (end - start < frame) {
            return false;
        }
        byte[] message = Arrays.copyOfRange(buffer, start, start + frame);
        start += frame;
        scanned = start;
        frame = 0;
        listener.message(message);
        return true;
    }

    private void skipBlanks() {
        if (scanned > start) {
            return;
        }
        boolean ping = false;
        while (start < end && (buffer[start] == '\r' || buffer[start] == '\n')) {
            start++;
            blanks++;
            ping |= blanks % 4 == 0;
        }
        scanned = start;
        if (start < end) {
            blanks = 0;
        }
        if (ping) {
            listener.ping();
        }
    }

    /** Finds out how long the message is. */
    private boolean head() {
        int headEnd = headEnd();
        if (headEnd < 0) {
            return end - start > limits.head() && breaks();
        }
        int body = BodyLength.of(buffer, start, headEnd);
        if (body == BodyLength.UNKNOWN || body > limits.body() || headEnd - start > limits.head()) {
            return breaks();
        }
        frame = headEnd - start + body;
        return true;
    }

    private int headEnd() {
        for (int i = Math.max(scanned, start); i + 3 < end; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        scanned = Math.max(start + 1, end - 3);
        return -1;
    }

    private boolean breaks() {
        broken = true;
        listener.broken(Arrays.copyOfRange(buffer, start, end));
        forget();
        return false;
    }
}
