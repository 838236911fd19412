package offhook.directory.precis;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Which code points may stand in an identifier, in free text and in a domain label: RFC 8264 §8 and RFC 5892 §3, derived
 * from the Unicode tables of this Java. Code points with a rule of their own ({@link ContextRules}) are in all three.
 */
final class CodePoints {

    private static final int LETTER_DIGITS = bits(
            Character.LOWERCASE_LETTER,
            Character.UPPERCASE_LETTER,
            Character.OTHER_LETTER,
            Character.MODIFIER_LETTER,
            Character.DECIMAL_DIGIT_NUMBER,
            Character.NON_SPACING_MARK,
            Character.COMBINING_SPACING_MARK);
    private static final int FREEFORM = LETTER_DIGITS
            | bits(
                    Character.TITLECASE_LETTER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.ENCLOSING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION);

    private CodePoints() {}

    /** RFC 8264 §4.2. */
    static boolean isIdentifier(int c) {
        if (ContextRules.apply(c) || isExceptionallyValid(c)) {
            return true;
        }
        return isAscii7(c) || (is(LETTER_DIGITS, c) && !isNeverValid(c) && isNfkc(c));
    }

    /** RFC 8264 §4.3. */
    static boolean isFreeform(int c) {
        if (ContextRules.apply(c) || isExceptionallyValid(c)) {
            return true;
        }
        boolean anyWord = is(FREEFORM, c) || (Character.isDefined(c) && !isNfkc(c)); // §9.17: HasCompat
        return isAscii7(c) || (anyWord && !isNeverValid(c));
    }

    /** RFC 5892 §3: what a U-label is made of. */
    static boolean isLabel(int c) {
        if (ContextRules.apply(c) || isExceptionallyValid(c)) {
            return true;
        }
        if (c < 0x80) {
            return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        }
        return is(LETTER_DIGITS, c) && !isNeverValid(c) && !isIgnorableBlock(c) && isStable(c);
    }

    /** Combining marks, which begin no label: RFC 5891 §4.2.3.2. */
    static boolean isMark(int c) {
        return is(bits(Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK), c);
    }

    /** Halfwidth and fullwidth forms as what they are forms of, RFC 8264 §5.2.1. */
    static String widthMapped(String text) {
        if (text.codePoints().noneMatch(CodePoints::hasWidth)) {
            return text;
        }
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hasWidth(c)) {
                out.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** But for halfwidth Hangul letters: they stand for compatibility letters, which are not allowed either. */
    private static boolean hasWidth(int c) {
        return c == 0x3000 || (c >= 0xFF01 && c <= 0xFFEE && !(c >= 0xFFA0 && c <= 0xFFDC));
    }

    /** RFC 5892 §2.6. */
    private static boolean isExceptionallyValid(int c) {
        return c == 0xDF || c == 0x3C2 || c == 0x6FD || c == 0x6FE || c == 0xF0B || c == 0x3007;
    }

    private static boolean isNeverValid(int c) {
        return isExceptionallyDisallowed(c) || isOldHangulJamo(c) || isIgnorable(c);
    }

    /** RFC 5892 §2.6. */
    private static boolean isExceptionallyDisallowed(int c) {
        return c == 0x640 || c == 0x7FA || c == 0x302E || c == 0x302F || (c >= 0x3031 && c <= 0x3035) || c == 0x303B;
    }

    /** RFC 8264 §9.9: conjoining letters, of which syllables are made by NFC. */
    private static boolean isOldHangulJamo(int c) {
        return (c >= 0x1100 && c <= 0x11FF) || (c >= 0xA960 && c <= 0xA97C) || (c >= 0xD7B0 && c <= 0xD7FB);
    }

    /** RFC 8264 §9.13: Default_Ignorable_Code_Point, for which Java has no table. Those that are not defined need no mention. */
    private static boolean isIgnorable(int c) {
        return c == 0xAD
                || c == 0x34F
                || c == 0x61C
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFEFF
                || c == 0xFFA0
                || (c >= 0x1BCA0 && c <= 0x1BCA3)
                || (c >= 0x1D173 && c <= 0x1D17A)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    /** RFC 5892 §2.4. */
    private static boolean isIgnorableBlock(int c) {
        return (c >= 0x20D0 && c <= 0x20FF) || (c >= 0x1D100 && c <= 0x1D24F);
    }

    private static boolean isAscii7(int c) {
        return c > ' ' && c <= '~';
    }

    private static boolean isNfkc(int c) {
        return Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFKC);
    }

    /** RFC 5892 §2.2: neither compatibility nor case changes it. */
    private static boolean isStable(int c) {
        String text = Character.toString(c);
        String folded = folded(c, Normalizer.normalize(text, Normalizer.Form.NFKC));
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
    }

    /** Case folding, which Java does not have: the lower case of the upper case, but for dotless i and Cherokee. */
    private static String folded(int c, String text) {
        if (c == 0x131) {
            return text;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        boolean cherokee = Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE;
        return cherokee ? upper : upper.toLowerCase(Locale.ROOT);
    }

    private static boolean is(int categories, int c) {
        return ((categories >> Character.getType(c)) & 1) != 0;
    }

    private static int bits(byte... categories) {
        int bits = 0;
        for (byte category : categories) {
            bits |= 1 << category;
        }
        return bits;
    }
}
