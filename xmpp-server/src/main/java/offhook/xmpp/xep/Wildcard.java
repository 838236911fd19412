package offhook.xmpp.xep;

import java.util.Locale;

/**
 * A text to look for, in any case, with {@code *} for anything: what it finds begins like it. Takes no more than its length
 * times that of the text, whatever it is. Immutable and safe to share.
 */
record Wildcard(String pattern) {

    static final int LONGEST = 100;

    /** @throws IllegalArgumentException if it is too long */
    Wildcard {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("at most " + LONGEST + " characters");
        }
        pattern = pattern.strip().toLowerCase(Locale.ROOT) + '*';
    }

    boolean finds(String given) {
        var text = given.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < text.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }
}
