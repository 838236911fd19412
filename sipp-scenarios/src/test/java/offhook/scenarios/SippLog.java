package offhook.scenarios;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages that SIPp has written down. */
record SippLog(String text) {

    private static final Pattern BETWEEN = Pattern.compile("(?m)^-{40,}");
    private static final Pattern FINAL = Pattern.compile("(?s)SIP/2\\.0 [3-6].*\nCSeq:[^\n]* INVITE\\b.*");
    private static final Pattern CALLER = Pattern.compile("\nFrom:[^\n]*<sip:([^@]+)@");

    /** Which way a message went. */
    enum Way {
        SENT,
        RECEIVED;

        private boolean fits(String head) {
            return head.contains("message " + toString());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many messages begin so. */
    int count(Way way, String startLine) {
        return (int)
                messages(way).filter(message -> message.startsWith(startLine)).count();
    }

    /** A header of the first message that begins so; empty if there is none. */
    String header(Way way, String startLine, String name) {
        return messages(way)
                .filter(message -> message.startsWith(startLine))
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** The users in From of calls that ended without an answer: whoever heard a final response of 300 or more. */
    Set<String> heardTheEnd() {
        return messages(Way.RECEIVED)
                .filter(message -> FINAL.matcher(message).matches())
                .map(CALLER::matcher)
                .filter(Matcher::find)
                .map(caller -> caller.group(1))
                .collect(Collectors.toSet());
    }

    private Stream<String> messages(Way way) {
        return Arrays.stream(BETWEEN.split(text.replace("\r", "")))
                .map(entry -> List.of(entry.split("\n\n", 2)))
                .filter(entry -> entry.size() == 2 && way.fits(entry.get(0)))
                .map(entry -> entry.get(1));
    }
}
