package offhook.directory.address;

import java.text.Normalizer;

/**
 * A name to show: NFC, no control or bidi-override characters, at most 100 characters; may be empty. Whatever it is made
 * of, it can be made: a stranger's name is cleaned rather than refused.
 */
public record DisplayName(String value) {

    private static final int LONGEST = 100;

    public DisplayName {
        value = clean(value);
    }

    private static String clean(String text) {
        var out = new StringBuilder();
        int length = 0;
        for (int i = 0; i < text.length() && length < LONGEST; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                // Line breaks and tabs keep words apart, as one space.
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                    length++;
                }
            } else if (!SafeText.isUnsafe(c)) {
                out.appendCodePoint(c);
                length++;
            }
        }
        String name = Normalizer.normalize(out, Normalizer.Form.NFC).strip();
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST));
    }

    @Override
    public String toString() {
        return value;
    }
}
