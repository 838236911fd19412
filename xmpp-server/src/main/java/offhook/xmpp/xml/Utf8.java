package offhook.xmpp.xml;

import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;
import static offhook.xmpp.xml.StreamError.Condition.UNSUPPORTED_ENCODING;

/** Checks the bytes of characters beyond ASCII, RFC 3629 §4: shortest form only, no surrogates, nothing past U+10FFFF. */
final class Utf8 {

    private int missing; // continuation bytes
    private int character;
    private int smallest; // that needs this many bytes

    /** Whether a character has begun and not ended. */
    boolean open() {
        return missing > 0;
    }

    /** The next byte of a character beyond ASCII. */
    void next(byte b) {
        if (missing == 0) {
            lead(b & 0xFF);
        } else if ((b & 0xC0) == 0x80) {
            character = character << 6 | (b & 0x3F);
            if (--missing == 0) {
                complete();
            }
        } else {
            throw bad();
        }
    }

    private void lead(int b) {
        if (b >= 0xC2 && b <= 0xDF) {
            start(1, b & 0x1F, 0x80);
        } else if (b >= 0xE0 && b <= 0xEF) {
            start(2, b & 0x0F, 0x800);
        } else if (b >= 0xF0 && b <= 0xF4) {
            start(3, b & 0x07, 0x10000);
        } else {
            throw bad();
        }
    }

    private void start(int continuations, int bits, int smallestOfThisLength) {
        missing = continuations;
        character = bits;
        smallest = smallestOfThisLength;
    }

    private void complete() {
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        if (character < smallest || surrogate || character > Character.MAX_CODE_POINT) {
            throw bad();
        }
        if (character == 0xFFFE || character == 0xFFFF) {
            throw new StreamError(NOT_WELL_FORMED, "character that XML forbids");
        }
    }

    private static StreamError bad() {
        return new StreamError(UNSUPPORTED_ENCODING, "not UTF-8");
    }
}
