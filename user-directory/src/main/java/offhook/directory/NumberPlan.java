package offhook.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;

/**
 * How numbers are dialled where we are: what E.164 numbers somebody may mean who dials these digits. Safe to share.
 *
 * @param country the country code with its plus, "+49"; empty where only international numbers are understood
 * @param trunk what is dialled before a national number; may be empty
 * @param international what is dialled before a country code; may be empty
 */
public record NumberPlan(String country, String trunk, String international) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** Enough for sixteen digits with room for a prefix. */
    private static final int LONGEST = 24;

    /** The usual prefixes of a country. */
    public static NumberPlan of(String country) {
        return switch (country) {
            case "" -> new NumberPlan("", "", "00");
            case "+1" -> new NumberPlan(country, "1", "011");
            case "+7" -> new NumberPlan(country, "8", "810");
            case "+36" -> new NumberPlan(country, "06", "00");
            default -> new NumberPlan(country, "0", "00");
        };
    }

    /**
     * What a URI dials: digits, {@code *} and {@code #} with perhaps a plus before them. RFC 3966 §5.1.1: without visual
     * separators; RFC 3261 §19.1.6: a SIP user may carry the parameters of a telephone-subscriber, which are dropped.
     */
    public static Optional<String> dialled(SipUri uri) {
        String user = uri.user();
        int semicolon = user.indexOf(';');
        var out = new StringBuilder();
        for (int i = 0; i < (semicolon < 0 ? user.length() : semicolon); i++) {
            char c = user.charAt(i);
            if ((c >= '0' && c <= '9') || c == '*' || c == '#' || (c == '+' && out.isEmpty())) {
                out.append(c);
            } else if ("-.()".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        return out.isEmpty() || out.length() > LONGEST ? Optional.empty() : Optional.of(out.toString());
    }

    /**
     * The numbers that may be meant, the likeliest first. A gateway hands over national numbers with and without the
     * trunk prefix, and international ones with and without the plus, so all are tried against the people we know.
     */
    public List<PhoneNumber> meanings(String dialled) {
        if (dialled.startsWith("+")) {
            return numbers(dialled);
        }
        var found = new ArrayList<PhoneNumber>();
        if (!international.isEmpty() && dialled.startsWith(international)) {
            found.addAll(numbers('+' + dialled.substring(international.length())));
        }
        if (!country.isEmpty()) {
            if (!trunk.isEmpty() && dialled.startsWith(trunk)) {
                found.addAll(numbers(country + dialled.substring(trunk.length())));
            }
            found.addAll(numbers(country + dialled));
        }
        found.addAll(numbers('+' + dialled));
        return found;
    }

    /**
     * A number as it stands in a list of people, {@code +1 555 555-0123} or {@code 0555 0123}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public PhoneNumber written(String text) {
        String digits = text.replaceAll("[-.() ]", "");
        return digits.startsWith("+") || !digits.matches("[0-9]+") || country.isEmpty()
                ? PhoneNumber.parse(text)
                : meanings(digits).stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException('"' + text + "\" is no telephone number of " + country));
    }

    private static List<PhoneNumber> numbers(String e164) {
        return E164.matcher(e164).matches() ? List.of(new PhoneNumber(e164)) : List.of();
    }
}
