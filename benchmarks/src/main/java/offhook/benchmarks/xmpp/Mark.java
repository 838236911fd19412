package offhook.benchmarks.xmpp;

import java.nio.charset.StandardCharsets;

/** A text in a stanza behind which a number stands: {@code <body>17</body>}. */
final class Mark {

    private final byte[] text;

    /** @param text ASCII; a '?' stands for any byte, such as either quote */
    Mark(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The number behind the first place of the mark, or -1. */
    long number(byte[] bytes, int from, int to) {
        byte first = text[0];
        for (int i = from; i <= to - text.length; i++) {
            if (bytes[i] == first && isAt(bytes, i)) {
                return digits(bytes, i + text.length, to);
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int place) {
        for (int i = 1; i < text.length; i++) {
            if (bytes[place + i] != text[i] && text[i] != '?') {
                return false;
            }
        }
        return true;
    }

    private static long digits(byte[] bytes, int from, int to) {
        long number = 0;
        int i = from;
        for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return i == from ? -1 : number;
    }
}
