package offhook.mail;

import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.runtime.config.Doc;

/**
 * A mail address with the name of its owner, RFC 5322 §3.4.
 *
 * @param name may be empty
 */
@Doc("a mail address such as \"Phone <phone@example.com>\"")
public record Mailbox(DisplayName name, MailAddress address) {

    /** Reads {@code Phone <phone@example.com>} or {@code phone@example.com}. @throws IllegalArgumentException if it is neither */
    public static Mailbox parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.lastIndexOf('<');
        if (open < 0) {
            return new Mailbox(new DisplayName(""), new MailAddress(trimmed));
        }
        if (!trimmed.endsWith(">")) {
            throw new IllegalArgumentException("a > is missing at the end");
        }
        String name = trimmed.substring(0, open).strip();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        if (!quoted && name.indexOf('<') >= 0) {
            throw new IllegalArgumentException("one address was expected");
        }
        return new Mailbox(
                new DisplayName(quoted ? name.substring(1, name.length() - 1) : name),
                new MailAddress(trimmed.substring(open + 1, trimmed.length() - 1)));
    }
}
