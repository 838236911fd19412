package offhook.sip.domain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The numbers behind which no person is: voicemail, announcements, queues. Safe to share.
 *
 * @param numbers each a number such as "*97" or a range of them such as "8000-8099"
 */
public record Services(List<String> numbers) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,15})-(\\d{1,15})");

    public Services {
        numbers = List.copyOf(numbers);
    }

    public boolean has(String dialled) {
        return numbers.stream().anyMatch(number -> fits(number, dialled));
    }

    private static boolean fits(String number, String dialled) {
        var range = RANGE.matcher(number);
        if (!range.matches()) {
            return number.equals(dialled);
        }
        return dialled.length() == range.group(1).length()
                && dialled.matches("\\d+")
                && dialled.compareTo(range.group(1)) >= 0
                && dialled.compareTo(range.group(2)) <= 0;
    }
}
