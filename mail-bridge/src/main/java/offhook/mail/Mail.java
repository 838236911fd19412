package offhook.mail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import offhook.directory.address.MailAddress;

/**
 * A mail that Offhook writes to one person, with everything that makes a second attempt the same mail.
 *
 * @param id stays the same at each attempt
 * @param from our own address, never the caller's
 * @param text the body as plain text; lines end in {@code \n}
 * @param html the same body for readers that prefer it: a whole document
 * @param language of subject and body
 * @param date when it was written
 * @param more headers of its own, in their order
 */
public record Mail(
        MessageId id,
        Mailbox from,
        MailAddress to,
        HeaderText subject,
        String text,
        String html,
        List<Attachment> attachments,
        Context context,
        Locale language,
        Instant date,
        List<Header> more) {

    public Mail {
        attachments = List.copyOf(attachments);
        more = List.copyOf(more);
    }

    /** A header that is none of those above. */
    public record Header(String name, HeaderText value) {

        public Header {
            if (!name.matches("X-[A-Za-z-]{1,60}")) {
                throw new IllegalArgumentException("a header is called " + name);
            }
        }
    }

    /** What kind of message it is about, RFC 3458 §6.2. */
    public enum Context {
        VOICE_MESSAGE("voice-message"),
        TEXT_MESSAGE("text-message");

        private final String token;

        Context(String token) {
            this.token = token;
        }

        String token() {
            return token;
        }
    }
}
