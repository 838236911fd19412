package offhook.gateway.notify;

import java.util.Set;
import offhook.directory.address.PhoneNumber;

/** Groups the digits of an E.164 number for the eye: the country code, then threes and fours. */
final class PhoneDigits {

    /** ITU-T E.164 Annex D: country codes of two digits; +1 and +7 have one, all others three. */
    private static final Set<String> TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    private PhoneDigits() {}

    /** {@code +15550123} is {@code +1 555 0123}. */
    static String spaced(PhoneNumber number) {
        var digits = number.e164().substring(1);
        int code = Math.min(countryCode(digits), digits.length());
        var out = new StringBuilder("+").append(digits, 0, code);
        for (int at = code; at < digits.length(); ) {
            int end = at + next(digits.length() - at);
            out.append(' ').append(digits, at, end);
            at = end;
        }
        return out.toString();
    }

    private static int countryCode(String digits) {
        if (digits.startsWith("1") || digits.startsWith("7")) {
            return 1;
        }
        return digits.length() > 1 && TWO_DIGITS.contains(digits.substring(0, 2)) ? 2 : 3;
    }

    /** No group of one or two digits is left over at the end. */
    private static int next(int left) {
        if (left <= 5) {
            return left;
        }
        return left % 4 == 0 ? 4 : 3;
    }
}
