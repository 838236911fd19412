package offhook.directory.precis;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Domain names by IDNA2008, RFC 5890 to 5893: other names than those of IDNA2003, which folds ß, ς and the joiners away.
 * What is no name is an {@link IllegalArgumentException}. What is plain ASCII is passed; whether it is a name is for
 * others to say.
 */
public final class Idna {

    private static final String ACE = "xn--";
    private static final int LONGEST_LABEL = 63;

    private Idna() {}

    /** Every label as a U-label, mapped as users expect it: RFC 5895 §2. */
    public static String toUnicode(String name) {
        String mapped = CodePoints.widthMapped(name.toLowerCase(Locale.ROOT));
        String composed = Normalizer.normalize(mapped, Normalizer.Form.NFC).replace('\u3002', '.');
        return each(composed, label -> {
            if (label.startsWith(ACE)) {
                return fromAce(label);
            }
            return isAscii(label) ? label : uLabel(label);
        });
    }

    /** Every U-label as an A-label. */
    public static String toAscii(String name) {
        return each(name, label -> isAscii(label) ? label : ACE + Punycode.encode(label));
    }

    private static String fromAce(String label) {
        String unicode = uLabel(Punycode.decode(label.substring(ACE.length())));
        if (isAscii(unicode) || !label.equals(ACE + Punycode.encode(unicode))) {
            throw new IllegalArgumentException("an A-label that stands for no U-label"); // RFC 5891 §5.4
        }
        return unicode;
    }

    /** RFC 5891 §4.2. */
    private static String uLabel(String label) {
        boolean hyphens = label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2);
        if (label.isEmpty() || hyphens || CodePoints.isMark(label.codePointAt(0))) {
            throw new IllegalArgumentException("a label that begins or ends in a way that is not allowed");
        }
        if (!Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException("a label that is not in NFC");
        }
        Precis.require(label, CodePoints::isLabel);
        if (!BidiRule.holds(label) || ACE.length() + Punycode.encode(label).length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label that is too long, or runs in two directions");
        }
        return label;
    }

    private static String each(String name, UnaryOperator<String> label) {
        var out = new StringBuilder();
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            out.append(label.apply(name.substring(start, dot))).append('.');
            start = dot + 1;
        }
        return out.append(label.apply(name.substring(start))).toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
