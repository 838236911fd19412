package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.mail.Part;
import javax.mail.Session;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MimeTreeTest {

    private final Session session = Session.getInstance(new Properties());

    @Test
    void aMailWithoutAttachmentIsTextAndHtml() throws Exception {
        var read = reread(Mails.missedCall());
        assertThat(shape(read)).isEqualTo("multipart/alternative{text/plain, text/html}");
        var parts = (MimeMultipart) read.getContent();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(Mails.TEXT.replace("\n", "\r\n"));
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(Mails.HTML);
        assertThat(parts.getBodyPart(0).getContentType()).containsIgnoringCase("charset=UTF-8");
    }

    @Test
    void anAttachmentStandsBesideTheAlternatives(@TempDir Path folder) throws Exception {
        byte[] audio = {'R', 'I', 'F', 'F', 0, 13, 10, -1};
        var file = Files.write(folder.resolve("recording"), audio);
        var name = "2026-11-22 1405 Zoë O'Hara – +1 555 0123, a rather long name of a caller.wav";
        var mail = Mails.with(
                Mailbox.parse("Voicemail <voicemail@example.com>"),
                "Voicemail from Zoë O'Hara",
                List.of(new Attachment(new HeaderText(name), "audio/wav", file)));

        var read = reread(mail);
        assertThat(shape(read)).isEqualTo("multipart/mixed{multipart/alternative{text/plain, text/html}, audio/wav}");
        var part = (MimeBodyPart) ((MimeMultipart) read.getContent()).getBodyPart(1);
        assertThat(part.getFileName()).isEqualTo(name);
        assertThat(part.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(part.getInputStream().readAllBytes()).isEqualTo(audio);
        // RFC 2231 §4: the name is an extended parameter, not an encoded word of RFC 2047.
        assertThat(part.getHeader("Content-Disposition", null))
                .contains("filename*=UTF-8''")
                .doesNotContain("=?");
    }

    @Test
    void theHeadersAreThoseOfAnAutomaticMail() throws Exception {
        var read = reread(Mails.missedCall());
        assertThat(read.getMessageID()).isEqualTo("<mc-7f3c@example.com>");
        assertThat(read.getFrom()[0]).hasToString("Phone <phone@example.com>");
        assertThat(read.getAllRecipients()[0]).hasToString("juliet@example.com");
        assertThat(read.getSubject()).isEqualTo("Missed call from Zoë O'Hara (+1 555 0123)");
        assertThat(read.getSentDate().toInstant()).isEqualTo("2026-11-22T14:05:00Z");
        assertThat(read.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(read.getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
        assertThat(read.getHeader("Message-Context", null)).isEqualTo("text-message");
        assertThat(read.getHeader("Content-Language", null)).isEqualTo("en-GB");
        assertThat(read.getHeader("MIME-Version", null)).isEqualTo("1.0");
    }

    @Test
    void headersOfItsOwn() throws Exception {
        var usual = Mails.missedCall();
        var more = new Mail.Header("X-Asterisk-VM-Caller-ID-Name", new HeaderText("Zoë"));
        var read = reread(new Mail(
                usual.id(),
                usual.from(),
                usual.to(),
                usual.subject(),
                usual.text(),
                usual.html(),
                List.of(),
                usual.context(),
                usual.language(),
                usual.date(),
                List.of(more)));
        assertThat(read.getHeader(more.name(), null)).isEqualTo("=?UTF-8?Q?Zo=C3=AB?=");
        assertThatThrownBy(() -> new Mail.Header("X-a\r\nBcc", new HeaderText("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondAttemptIsTheSameMail() throws Exception {
        assertThat(reread(Mails.missedCall()).getMessageID())
                .isEqualTo(reread(Mails.missedCall()).getMessageID());
    }

    /** RFC 5322 §2.2: whatever the caller is called, the mail has the headers that we wrote and no other. */
    @Property
    void noNameOrSubjectAddsAHeader(@ForAll("spoken") String subject, @ForAll String name) throws Exception {
        var from = new Mailbox(new DisplayName(cleaned(name)), new MailAddress("phone@example.com"));
        var written = bytes(Mails.with(from, subject, List.of()));
        var read = new MimeMessage(session, new ByteArrayInputStream(written));

        var names = new ArrayList<String>();
        read.getAllHeaders().asIterator().forEachRemaining(h -> names.add(h.getName()));
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "Date",
                        "From",
                        "To",
                        "Message-ID",
                        "Subject",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Language",
                        "Auto-Submitted",
                        "X-Auto-Response-Suppress",
                        "Message-Context");
        assertThat(read.getSubject().strip()).isEqualTo(subject.strip());
        assertThat(new String(written, StandardCharsets.ISO_8859_1).lines().mapToInt(String::length))
                .allMatch(length -> length <= 998);
    }

    @Provide
    Arbitrary<String> spoken() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a1', '\u024f')
                .withCharRange('\u4e00', '\u4fff')
                .withChars("=?_ \"<>,;:")
                .ofMaxLength(300);
    }

    /** As DisplayName cleans what strangers call themselves. */
    private static String cleaned(String name) {
        return name.replaceAll("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "");
    }

    private MimeMessage reread(Mail mail) throws Exception {
        return new MimeMessage(session, new ByteArrayInputStream(bytes(mail)));
    }

    private byte[] bytes(Mail mail) throws Exception {
        var out = new ByteArrayOutputStream();
        MimeTree.of(mail, session).writeTo(out);
        return out.toByteArray();
    }

    private static String shape(Part part) throws Exception {
        var type = part.getContentType().split(";", 2)[0].toLowerCase(java.util.Locale.ROOT);
        if (!(part.getContent() instanceof MimeMultipart parts)) {
            return type;
        }
        var inner = new ArrayList<String>();
        for (int i = 0; i < parts.getCount(); i++) {
            inner.add(shape(parts.getBodyPart(i)));
        }
        return type + '{' + String.join(", ", inner) + '}';
    }
}
