package offhook.directory.address;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Which characters may cross from one protocol into another, and how a bad text is quoted. */
final class SafeText {

    private SafeText() {}

    /** Characters that break a line, a parser or the reader's eye: controls, bidi embeddings and overrides, half surrogates. */
    static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> isBidiControl(codePoint) || (codePoint & 0xFFFE) == 0xFFFE || isNonCharacter(codePoint);
        };
    }

    private static boolean isBidiControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isNonCharacter(int codePoint) {
        return codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
    }

    /** The text in NFC. @throws IllegalArgumentException if it is longer than {@code max} or holds an unsafe character */
    static String require(String what, String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException(what + " is longer than " + max + " characters");
        }
        if (isPrintableAscii(text)) {
            return text;
        }
        text.codePoints().filter(SafeText::isUnsafe).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("%s %s holds U+%04X".formatted(what, quote(text), c));
        });
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Fit for one line of an error message, whatever is in it. */
    static String quote(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().limit(60).forEach(c -> {
            if (isUnsafe(c)) {
                out.append("\\u").append("%04x".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append(text.codePointCount(0, text.length()) > 60 ? "…\"" : "\"")
                .toString();
    }

    /** The length in UTF-8. @throws IllegalArgumentException on a half surrogate, which UTF-8 cannot carry */
    static int utf8Length(String what, String text) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is no Unicode text", e);
        }
    }
}
