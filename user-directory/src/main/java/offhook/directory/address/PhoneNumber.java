package offhook.directory.address;

import java.util.regex.Pattern;

/** An E.164 number: a plus sign and two to fifteen digits, the first not 0. */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** @throws IllegalArgumentException if it is no such number */
    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException(
                    SafeText.quote(e164) + " is no E.164 number: + and up to 15 digits were expected");
        }
    }

    /** Reads a number as people write it, {@code +1 (555) 555-0123}. @throws IllegalArgumentException if it is none */
    public static PhoneNumber parse(String text) {
        return new PhoneNumber(withoutSeparators(text.replace(" ", "")));
    }

    /** RFC 3966 §5.1.1: visual separators mean nothing. */
    static String withoutSeparators(String number) {
        var out = new StringBuilder(number.length());
        number.chars().filter(c -> "-.()".indexOf(c) < 0).forEach(c -> out.append((char) c));
        return out.toString();
    }

    @Override
    public String toString() {
        return e164;
    }
}
