package offhook.directory.address;

import java.util.regex.Pattern;

/**
 * A mailbox, RFC 5321 §4.1.2: one address without a name, a quoted part or anything a mail header could be broken with.
 * An internationalised domain becomes A-labels, which every mail server takes.
 */
public record MailAddress(String value) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    /** RFC 5322 §3.2.3: dot-atom-text. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*+");

    /** @throws IllegalArgumentException if it is no such address */
    public MailAddress {
        int at = value.indexOf('@');
        if (value.length() > LONGEST || at < 0 || at > LONGEST_LOCAL || !isDotAtom(value.substring(0, at))) {
            throw notAnAddress(value, null);
        }
        value = value.substring(0, at + 1) + domain(value, at + 1);
    }

    private static boolean isDotAtom(String local) {
        return DOT_ATOM.matcher(local).matches();
    }

    private static String domain(String value, int start) {
        try {
            String ascii = Host.toAscii(Host.unicode(value.substring(start)));
            if (!ascii.startsWith("[")) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(value, e);
        }
        throw notAnAddress(value, null);
    }

    private static IllegalArgumentException notAnAddress(String value, Throwable cause) {
        return new IllegalArgumentException(
                SafeText.quote(value) + " is no mail address like juliet@example.com", cause);
    }

    @Override
    public String toString() {
        return value;
    }
}
