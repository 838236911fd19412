package offhook.sip.message;

/**
 * How long the body of a message on a stream is, found in its head without taking that apart (RFC 3261 §18.3). It sees
 * lines and names as {@link MessageReader} does, so that both agree where a message ends.
 */
public final class BodyLength {

    /** No Content-Length, several, or one that is no number: nobody knows where the message ends. */
    public static final int UNKNOWN = -1;

    private static final byte[] LONG = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h'};
    private static final byte[] COMPACT = {'l'};

    private BodyLength() {}

    /**
     * @param end behind the empty line that ends the head
     * @return bytes, or {@link #UNKNOWN}
     */
    public static int of(byte[] bytes, int start, int end) {
        int length = UNKNOWN;
        for (int line = nextLine(bytes, start, end); line < end; line = nextLine(bytes, line, end)) {
            int value = value(bytes, line, end);
            if (value > 0) {
                if (length != UNKNOWN) {
                    return UNKNOWN;
                }
                length = number(bytes, value, end);
                if (length == UNKNOWN) {
                    return UNKNOWN;
                }
            }
        }
        return length;
    }

    private static int nextLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Where the value begins, if this is the line. */
    private static int value(byte[] bytes, int line, int end) {
        int name = isSpelled(bytes, line, end, LONG)
                ? line + LONG.length
                : isSpelled(bytes, line, end, COMPACT) ? line + COMPACT.length : end;
        int colon = Values.skipSpace(bytes, name, end);
        return colon < end && bytes[colon] == ':' ? colon + 1 : 0;
    }

    private static boolean isSpelled(byte[] bytes, int start, int end, byte[] name) {
        if (end - start < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte letter = bytes[start + i];
            if (letter != name[i] && (letter | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from, int end) {
        int at = Values.skipSpace(bytes, from, end);
        long number = 0;
        int digits = at;
        for (; at < end && Ascii.isDigit(bytes[at]); at++) {
            number = Math.min(number * 10 + bytes[at] - '0', Integer.MAX_VALUE);
        }
        return at == digits ? UNKNOWN : (int) number;
    }
}
