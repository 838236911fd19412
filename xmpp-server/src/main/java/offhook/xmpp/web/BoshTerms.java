package offhook.xmpp.web;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What client and server have agreed on for one session, XEP-0124 §7.
 *
 * @param longest the longest time until a request is answered
 * @param hold how many requests wait for something to say
 * @param version of the protocol: ours, or the client's if that is lower
 */
record BoshTerms(Duration longest, int hold, String version) {

    private static final int MINOR = 11; // of 1.11
    private static final Pattern LOWER = Pattern.compile("1\\.([0-9]{1,3})");

    private static final long LONGEST_WAIT = 60;
    private static final int MOST_HELD = 1;

    /** What the client asks for, within what we like; §12: one that does not want to wait polls. */
    static BoshTerms of(BoshBody body) {
        long wait = Math.min(LONGEST_WAIT, body.number("wait").orElse(LONGEST_WAIT));
        long hold = wait == 0 ? 0 : Math.min(MOST_HELD, body.number("hold").orElse((long) MOST_HELD));
        return new BoshTerms(
                Duration.ofSeconds(wait),
                (int) hold,
                body.attribute("ver").filter(BoshTerms::isLower).orElse("1." + MINOR));
    }

    private static boolean isLower(String version) {
        var minor = LOWER.matcher(version);
        return minor.matches() && Integer.parseInt(minor.group(1)) < MINOR;
    }

    /** How many requests there may be at once: what is held, and one to say something. */
    int requests() {
        return hold + 1;
    }
}
