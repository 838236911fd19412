package offhook.mail;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import javax.activation.DataHandler;
import javax.activation.FileDataSource;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

/** A mail as MIME: multipart/mixed{multipart/alternative{text, html}, attachments}, without the outer part if there is none to attach. */
final class MimeTree {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private MimeTree() {}

    static MimeMessage of(Mail mail, Session session) throws MessagingException {
        var message = new WithOwnId(session, mail.id());
        var headers = new Headers(message)
                .from(mail.from())
                .to(mail.to())
                .text("Subject", mail.subject())
                .token("Content-Language", mail.language().toLanguageTag())
                // RFC 3834 §5: written by a program, but no answer to a mail. Nobody's vacation notice shall answer.
                .token("Auto-Submitted", "auto-generated")
                // Microsoft Exchange: does not look at Auto-Submitted.
                .token("X-Auto-Response-Suppress", "All")
                .token("Message-Context", mail.context().token());
        for (var more : mail.more()) {
            headers.text(more.name(), more.value());
        }
        message.setSentDate(Date.from(mail.date()));
        message.setContent(body(mail));
        message.saveChanges();
        return message;
    }

    private static MimeMultipart body(Mail mail) throws MessagingException {
        var alternative = new MimeMultipart("alternative", text(mail.text(), "plain"), text(mail.html(), "html"));
        if (mail.attachments().isEmpty()) {
            return alternative;
        }
        var both = new MimeBodyPart();
        both.setContent(alternative);
        var mixed = new MimeMultipart("mixed", both);
        for (var attachment : mail.attachments()) {
            mixed.addBodyPart(part(attachment));
        }
        return mixed;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(new FileDataSource(attachment.content().toFile()) {
                    @Override
                    public String getContentType() {
                        return attachment.mediaType();
                    }
                }));
        // RFC 2231 where the name is not ASCII, by the default of javax.mail.
        part.setFileName(attachment.fileName().value());
        return part;
    }

    /** javax.mail gives each mail a new Message-ID when it is saved, unless it is told otherwise. */
    private static final class WithOwnId extends MimeMessage {

        private final MessageId id;

        WithOwnId(Session session, MessageId id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            new Headers(this).token("Message-ID", id.toString());
        }
    }
}
