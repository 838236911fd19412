package offhook.voicemail.rtp;

/**
 * The keys that a caller presses, RFC 4733: an event is several packets with one timestamp, of which any may be lost, and
 * is one digit, told as soon as the first of them comes. Times come in.
 */
public final class TelephoneEvents {

    /** In place of a digit: none, or not a new one. */
    public static final char NONE = 0;

    private static final String DIGITS = "0123456789*#ABCD";

    /** Nobody presses more at once; what a peer floods beyond is dropped. */
    private static final int BURST = 16;

    private static final long NANOS_EACH = 50_000_000;
    private static final int LONGEST = 0xFFFF;

    private boolean isFirst = true;
    private int timestamp;
    private int event;
    private long credit = BURST * NANOS_EACH;
    private long before = Long.MIN_VALUE;

    /** Reads one packet, §2.3; the bytes may be anything. */
    public char arrived(int at, byte[] payload, int offset, int length, long nanos) {
        if (length < 4) {
            return NONE;
        }
        int code = payload[offset] & 0xFF;
        if (!isFirst && at - timestamp <= 0) {
            return NONE;
        }
        // §2.5.1.3: one that outlasts its field goes on in another segment.
        boolean goesOn = !isFirst && code == event && at - timestamp == LONGEST;
        timestamp = at;
        event = code;
        boolean isDigit = code < DIGITS.length() && !goesOn && afford(nanos);
        isFirst = false;
        return isDigit ? DIGITS.charAt(code) : NONE;
    }

    private boolean afford(long nanos) {
        credit = before == Long.MIN_VALUE ? credit : Math.min(BURST * NANOS_EACH, credit + nanos - before);
        before = nanos;
        if (credit < NANOS_EACH) {
            return false;
        }
        credit -= NANOS_EACH;
        return true;
    }

    /** At another source timestamps begin anew. */
    public void restart() {
        isFirst = true;
    }
}
