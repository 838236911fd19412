package offhook.mail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import offhook.directory.address.MailAddress;

/** Mails to test with. */
final class Mails {

    static final String TEXT = "Missed call from Zoë O'Hara (+1 555 0123), today 14:05.\nCall back: tel:+15550123\n";
    static final String HTML =
            "<!DOCTYPE html><html lang=\"en\"><body><p>Missed call from Zoë O'Hara</p></body></html>";

    private Mails() {}

    static Mail missedCall() {
        return missedCall("Missed call from Zoë O'Hara (+1 555 0123)");
    }

    static Mail missedCall(String subject) {
        return with(Mailbox.parse("Phone <phone@example.com>"), subject, List.of());
    }

    static Mail with(Mailbox from, String subject, List<Attachment> attachments) {
        return new Mail(
                new MessageId("mc-7f3c@example.com"),
                from,
                new MailAddress("juliet@example.com"),
                new HeaderText(subject),
                TEXT,
                HTML,
                attachments,
                Mail.Context.TEXT_MESSAGE,
                Locale.forLanguageTag("en-GB"),
                Instant.parse("2026-11-22T14:05:00Z"),
                List.of());
    }
}
