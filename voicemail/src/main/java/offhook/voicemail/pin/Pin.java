package offhook.voicemail.pin;

import java.util.regex.Pattern;
import offhook.directory.User;

/**
 * The number with which somebody gets to their messages: 4 to 10 digits, and none of those that everybody would try first.
 * It lives as long as it takes to keep it, and never shows itself.
 */
public final class Pin {

    public static final int SHORTEST = 4;
    public static final int LONGEST = 10;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{" + SHORTEST + ',' + LONGEST + '}');
    private static final Pattern REPEATED = Pattern.compile("(.{1,3})\\1+");

    private final String digits;

    private Pin(String digits) {
        this.digits = digits;
    }

    /**
     * A new one.
     *
     * @throws IllegalArgumentException with one line that says what was expected, and does not quote it
     */
    public static Pin chosen(String digits, User owner) {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("a PIN has " + SHORTEST + " to " + LONGEST + " digits and nothing else");
        }
        if (REPEATED.matcher(digits).matches()) {
            throw new IllegalArgumentException("this PIN is easy to guess: it repeats itself");
        }
        if (isRow(digits, 1) || isRow(digits, 9)) {
            throw new IllegalArgumentException("this PIN is easy to guess: its digits are in a row");
        }
        if (isNumberOf(owner, digits) || isNumberOf(owner, reversed(digits))) {
            throw new IllegalArgumentException("this PIN is easy to guess: it is the number of the phone");
        }
        return new Pin(digits);
    }

    /** What somebody presses who may know it: digits, as many as they like. */
    static Pin pressed(String digits) {
        return new Pin(digits);
    }

    /** Whether each digit is the one before and so much, with 0 behind 9. */
    private static boolean isRow(String digits, int step) {
        for (int i = 1; i < digits.length(); i++) {
            if ((digits.charAt(i) - digits.charAt(i - 1) + 10) % 10 != step) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumberOf(User owner, String digits) {
        return owner.extensions().contains(digits)
                || owner.numbers().stream().anyMatch(number -> number.e164().endsWith(digits));
    }

    private static String reversed(String digits) {
        return new StringBuilder(digits).reverse().toString();
    }

    String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "Pin[…]";
    }
}
