package offhook.voicemail.transcript;

import java.text.Normalizer;
import java.util.Optional;

/** What a stranger's program says was said: only text, and not too much of it. */
final class SpokenText {

    static final int MOST_BYTES = 64 << 10;

    private static final int MOST_CHARACTERS = 4_000;

    private SpokenText() {}

    /** On one line; empty if nothing was said. */
    static Optional<String> of(String raw) {
        var text = new StringBuilder();
        Normalizer.normalize(raw, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                }
            } else if (!isUnsafe(c) && text.length() < MOST_CHARACTERS) {
                text.appendCodePoint(c);
            }
        });
        var line = text.toString().strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private static boolean isUnsafe(int c) {
        int type = Character.getType(c);
        return type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
