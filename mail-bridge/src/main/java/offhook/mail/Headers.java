package offhook.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeUtility;
import offhook.directory.address.MailAddress;

/** The one place that writes mail headers: javax.mail itself would put a line break from a name into the header. */
final class Headers {

    private final MimeMessage message;

    Headers(MimeMessage message) {
        this.message = message;
    }

    /** An unstructured header, in the encoded words of RFC 2047 where it is not ASCII. */
    Headers text(String name, HeaderText value) throws MessagingException {
        return raw(name, MimeUtility.fold(name.length() + 2, encoded(value.value())));
    }

    /** A header whose value is a word of its specification. */
    Headers token(String name, String value) throws MessagingException {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException("the header " + name + " is not printable ASCII");
            }
        }
        return raw(name, value);
    }

    Headers from(Mailbox from) throws MessagingException {
        message.setFrom(address(from));
        return this;
    }

    Headers to(MailAddress to) throws MessagingException {
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.value(), true));
        return this;
    }

    private Headers raw(String name, String value) throws MessagingException {
        message.setHeader(name, value);
        return this;
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        var address = new InternetAddress(mailbox.address().value(), true);
        if (!mailbox.name().value().isEmpty()) {
            try {
                // The name is checked once more: here it becomes part of a header.
                address.setPersonal(new HeaderText(mailbox.name().value()).value(), StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("this Java has no UTF-8", e);
            }
        }
        return address;
    }

    private static String encoded(String text) {
        try {
            return MimeUtility.encodeText(text, StandardCharsets.UTF_8.name(), null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java has no UTF-8", e);
        }
    }
}
