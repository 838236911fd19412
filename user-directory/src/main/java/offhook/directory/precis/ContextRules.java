package offhook.directory.precis;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/** The code points that are allowed in some surroundings only, RFC 5892 appendix A. */
final class ContextRules {

    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    /** Canonical_Combining_Class 9, for which Java has no table. */
    private static final Set<Integer> VIRAMAS = Set.of(
            0x094D, 0x09CD, 0x0A4D, 0x0ACD, 0x0B4D, 0x0BCD, 0x0C4D, 0x0CCD, 0x0D3B, 0x0D3C, 0x0D4D, 0x0DCA, 0x0E3A,
            0x0EBA, 0x0F84, 0x1039, 0x103A, 0x1714, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3,
            0x2D7F, 0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED, 0x10A3F, 0x11046, 0x1107F, 0x110B9, 0x11133,
            0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F, 0x116B6, 0x1172B, 0x11839,
            0x1193D, 0x1193E, 0x119E0, 0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45, 0x11D97);

    private ContextRules() {}

    /** Whether a code point has a rule. */
    static boolean apply(int c) {
        return switch (c) {
            case ZWNJ, ZWJ, 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB -> true;
            default -> isArabicIndic(c) || isExtendedArabicIndic(c);
        };
    }

    /** Whether every code point with a rule stands where it may. */
    static boolean hold(String text) {
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            if (apply(all[i]) && !holds(all, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(int[] all, int at) {
        return switch (all[at]) {
            case ZWNJ -> followsVirama(all, at) || breaksJoin(all, at); // A.1
            case ZWJ -> followsVirama(all, at); // A.2
            case 0xB7 -> at > 0 && all[at - 1] == 'l' && at + 1 < all.length && all[at + 1] == 'l'; // A.3
            case 0x375 -> at + 1 < all.length && UnicodeScript.of(all[at + 1]) == UnicodeScript.GREEK; // A.4
            case 0x5F3, 0x5F4 -> at > 0 && UnicodeScript.of(all[at - 1]) == UnicodeScript.HEBREW; // A.5, A.6
            case 0x30FB -> any(all, ContextRules::isJapanese); // A.7
            default ->
                !any(all, isArabicIndic(all[at]) ? ContextRules::isExtendedArabicIndic : ContextRules::isArabicIndic);
        };
    }

    private static boolean followsVirama(int[] all, int at) {
        return at > 0 && VIRAMAS.contains(all[at - 1]);
    }

    /** Between letters that would join. Arabic script alone: in others nobody needs it for a name. */
    private static boolean breaksJoin(int[] all, int at) {
        int before = at - 1;
        while (before >= 0 && CodePoints.isMark(all[before])) {
            before--;
        }
        int after = at + 1;
        while (after < all.length && CodePoints.isMark(all[after])) {
            after++;
        }
        return before >= 0
                && after < all.length
                && joins(all[before])
                && !joinsBackwardsOnly(all[before])
                && joins(all[after]);
    }

    private static boolean joins(int c) {
        return UnicodeScript.of(c) == UnicodeScript.ARABIC
                && Character.getType(c) == Character.OTHER_LETTER
                && c <= 0x6FF
                && c != 0x621 // hamza
                && c != 0x674;
    }

    /** Joining_Type R: nothing joins behind it. */
    private static boolean joinsBackwardsOnly(int c) {
        return (c >= 0x622 && c <= 0x625)
                || c == 0x627
                || c == 0x629
                || (c >= 0x62F && c <= 0x632)
                || c == 0x648
                || (c >= 0x671 && c <= 0x673)
                || (c >= 0x675 && c <= 0x677)
                || (c >= 0x688 && c <= 0x699)
                || c == 0x6C0
                || (c >= 0x6C3 && c <= 0x6CB)
                || c == 0x6CD
                || c == 0x6CF
                || (c >= 0x6D2 && c <= 0x6D5)
                || c == 0x6EE
                || c == 0x6EF;
    }

    private static boolean isJapanese(int c) {
        return switch (UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA, HAN -> true;
            default -> false;
        };
    }

    private static boolean isArabicIndic(int c) {
        return c >= 0x660 && c <= 0x669;
    }

    private static boolean isExtendedArabicIndic(int c) {
        return c >= 0x6F0 && c <= 0x6F9;
    }

    private static boolean any(int[] all, IntPredicate test) {
        return Arrays.stream(all).anyMatch(test);
    }
}
