package offhook.directory.precis;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * The profiles of RFC 8264 that addresses, passwords and nicknames are prepared by. What a profile does not allow is an
 * {@link IllegalArgumentException}, whose message names a code point at most.
 */
public final class Precis {

    /** RFC 8264 §7: what has not settled by then never does. */
    private static final int MOST_ROUNDS = 4;

    private Precis() {}

    /** UsernameCaseMapped, RFC 8265 §3.3. */
    public static String usernameCaseMapped(String text) {
        return stable(text, Precis::caseMapped);
    }

    /** OpaqueString, RFC 8265 §4.2. */
    public static String opaqueString(String text) {
        return stable(text, Precis::opaque);
    }

    /** By what two nicknames are told apart, RFC 8266 §2.4. */
    public static String comparableNickname(String text) {
        return stable(text, Precis::nickname);
    }

    private static String caseMapped(String text) {
        String mapped = CodePoints.widthMapped(text).toLowerCase(Locale.ROOT);
        String name = Normalizer.normalize(mapped, Normalizer.Form.NFC);
        require(name, CodePoints::isIdentifier);
        if (!BidiRule.holds(name)) {
            throw new IllegalArgumentException("it runs in two directions");
        }
        return name;
    }

    private static String opaque(String text) {
        String opaque = Normalizer.normalize(withPlainSpaces(text), Normalizer.Form.NFC);
        require(opaque, CodePoints::isFreeform);
        return opaque;
    }

    private static String nickname(String text) {
        String spaced = withPlainSpaces(text).strip().replaceAll(" {2,}", " ");
        String name = Normalizer.normalize(spaced.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        require(name, CodePoints::isFreeform);
        return name;
    }

    private static String withPlainSpaces(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.appendCodePoint(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c));
        return out.toString();
    }

    static void require(String text, IntPredicate allowed) {
        text.codePoints().filter(allowed.negate()).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("U+%04X is not allowed".formatted(c));
        });
        if (!ContextRules.hold(text)) {
            throw new IllegalArgumentException("a character stands where it is not allowed");
        }
    }

    private static String stable(String text, UnaryOperator<String> rules) {
        String before = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String after = rules.apply(before);
            if (after.isEmpty()) {
                throw new IllegalArgumentException("nothing is left of it");
            }
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        throw new IllegalArgumentException("it has no stable form");
    }
}
