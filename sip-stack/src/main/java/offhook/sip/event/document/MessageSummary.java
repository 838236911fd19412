package offhook.sip.event.document;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an {@code application/simple-message-summary} body says, RFC 3842 §5.2. Immutable and safe to share.
 *
 * @param waiting whether there are new messages of any class
 * @param account the mailbox, as written; empty if nothing is said
 * @param counts by class, in lower case: "voice-message", "fax-message" …; without a class that is not listed
 */
public record MessageSummary(boolean waiting, Optional<String> account, Map<String, Counts> counts) {

    private static final int LONGEST = 64 * 1024;
    private static final int MOST_LINES = 64;
    private static final String WAITING = "messages-waiting";
    private static final String ACCOUNT = "message-account";
    private static final String VOICE = "voice-message";
    private static final Pattern COUNTS = Pattern.compile("\\s*([0-9]{1,9})\\s*/\\s*([0-9]{1,9}).*");

    /**
     * Messages of one class; how many of them are urgent, nobody asks.
     *
     * @param unheard the first number
     * @param old the second
     */
    public record Counts(int unheard, int old) {

        /** Those of two mailboxes together. */
        public Counts plus(Counts other) {
            return new Counts(unheard + other.unheard, old + other.old);
        }
    }

    public MessageSummary {
        counts = Map.copyOf(counts);
    }

    /** Of voice messages; empty if the mailbox does not count them. */
    public Optional<Counts> voice() {
        return Optional.ofNullable(counts.get(VOICE));
    }

    /**
     * Reads the lines up to the first empty one, behind which stand headers of single messages.
     *
     * @throws MalformedDocument if it does not say whether messages wait
     */
    public static MessageSummary read(byte[] body) throws MalformedDocument {
        if (body.length > LONGEST) {
            throw new MalformedDocument("longer than " + LONGEST + " bytes");
        }
        var waiting = Optional.<Boolean>empty();
        var account = Optional.<String>empty();
        var counts = new LinkedHashMap<String, Counts>();
        for (var line : lines(body)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            if (name.equals(WAITING)) {
                waiting = waiting(value);
            } else if (name.equals(ACCOUNT)) {
                account = Optional.of(value).filter(text -> !text.isEmpty());
            } else {
                counts(value).ifPresent(found -> counts.put(name, found));
            }
        }
        boolean any = counts.values().stream().anyMatch(found -> found.unheard() > 0);
        if (waiting.isEmpty() && counts.isEmpty()) {
            throw new MalformedDocument("not a message summary");
        }
        return new MessageSummary(waiting.orElse(any), account, counts);
    }

    private static List<String> lines(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .stripLeading()
                .lines()
                .limit(MOST_LINES)
                .takeWhile(line -> !line.isBlank())
                .toList();
    }

    private static Optional<Boolean> waiting(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Counts> counts(String value) {
        var numbers = COUNTS.matcher(value);
        return numbers.matches()
                ? Optional.of(new Counts(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }
}
