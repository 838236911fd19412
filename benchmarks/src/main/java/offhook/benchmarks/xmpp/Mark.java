package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A text in a stanza behind which a number stands: {@code <body>17</body>}. */
final class Mark {

    private final byte[] text;

    /** @param text ASCII; a '?' stands for any byte, such as either quote */
    Mark(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The number behind the first place of the mark, or -1; the bytes stay unread. */
    long number(ByteBuf bytes, int length) {
        int end = bytes.readerIndex() + length;
        int matched = 0;
        for (int i = bytes.readerIndex(); i < end; i++) {
            byte b = bytes.getByte(i);
            if (b == text[matched] || text[matched] == '?') {
                matched++;
            } else {
                matched = b == text[0] ? 1 : 0;
            }
            if (matched == text.length) {
                return digits(bytes, i + 1, end);
            }
        }
        return -1;
    }

    private static long digits(ByteBuf bytes, int from, int end) {
        long number = 0;
        int i = from;
        for (; i < end && bytes.getByte(i) >= '0' && bytes.getByte(i) <= '9'; i++) {
            number = number * 10 + bytes.getByte(i) - '0';
        }
        return i == from ? -1 : number;
    }
}
