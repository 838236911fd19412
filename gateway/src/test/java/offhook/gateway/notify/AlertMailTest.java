package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.mail.Mail;
import offhook.mail.Mailbox;
import offhook.sip.call.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertMailTest {

    private static final Instant AT = Instant.parse("2026-11-22T14:05:00Z");

    @TempDir
    Path data;

    private Mail mail(String language, String caller) {
        return mail(
                language,
                Calls.entry(Calls.caller(caller, "sip:+15550123@capulet.example"), AT, Outcome.RANG_OUT),
                false);
    }

    private Mail mail(String language, Entry alert, boolean likeAsterisk) {
        var juliet = User.of(new UserId("juliet"), "capulet.example")
                .withName(new DisplayName("Juliet <Capulet>"))
                .withLocale(Locale.forLanguageTag(language), ZoneOffset.UTC);
        var told = List.of(alert);
        var out =
                new MailOut(null, Mailbox.parse("Phone <phone@capulet.example>"), MailTemplates.in(data), likeAsterisk);
        return AlertMail.of(
                "mc-1-mail",
                out,
                new MailAddress("juliet@capulet.example"),
                juliet,
                "capulet.example",
                new Enclosures(told, List.of()),
                new AlertText(juliet, AT));
    }

    @Test
    void isInTheLanguageOfThePerson() {
        var german = mail("de", "Romeo");
        assertThat(german.subject().value()).isEqualTo("Verpasster Anruf von Romeo (+1 555 0123)");
        assertThat(german.text()).startsWith("Verpasster Anruf von Romeo (+1 555 0123), heute 14:05");
        assertThat(german.html())
                .contains("<html lang=\"de\">")
                .contains("<a href=\"tel:+15550123\">tel:+15550123</a>");
        assertThat(mail("fr", "Romeo").text()).startsWith("Appel manqué de Romeo");
    }

    /** Filters that people have for the mails of Asterisk go on to work. */
    @Test
    void aVoicemailMayHaveTheHeadersOfAsterisk() {
        var left = new VoicemailLeft(
                Calls.JULIET, "c", "7f3c7f3c", Calls.romeo(), AT, Duration.ofMillis(23_400), false, Optional.empty());
        var call = Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT);
        var voicemail = Calls.waiting(left, Channel.MAIL, left.topic(), AT);
        assertThat(mail("de", voicemail, true).more())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly(
                        "X-Asterisk-VM-Extension: juliet",
                        "X-Asterisk-VM-Caller-ID-Num: +15550123",
                        "X-Asterisk-VM-Caller-ID-Name: Romeo Montague",
                        "X-Asterisk-VM-Duration: 23",
                        "X-Asterisk-VM-Orig-date: Sun Nov 22 02:05:00 PM Z 2026",
                        "X-Asterisk-VM-Orig-time: 1795356300");
        assertThat(mail("en", voicemail, false).more()).isEmpty();
        assertThat(mail("en", call, true).more()).isEmpty();
    }

    @Test
    void looksAsTheAdminLikes() throws Exception {
        var folder = Files.createDirectory(data.resolve("templates"));
        Files.writeString(
                folder.resolve("mail_de.txt"), "Subject: [C] {subject}\n\nHallo {name},\n{body}\nIhr Telefon\n");
        Files.writeString(folder.resolve("mail.html"), "<title>{subject}</title><h1>{name}</h1>{body}");
        var german = mail("de", "Romeo");
        assertThat(german.subject().value()).isEqualTo("[C] Verpasster Anruf von Romeo (+1 555 0123)");
        assertThat(german.text())
                .startsWith("Hallo Juliet <Capulet>,\nVerpasster Anruf")
                .endsWith("\nIhr Telefon\n");
        assertThat(german.html()).contains("<h1>Juliet &lt;Capulet&gt;</h1><p>Verpasster Anruf von Romeo");
        assertThat(mail("en", "Romeo").text()).startsWith("Missed call from Romeo");
    }

    @Test
    void aCallersNameIsTextAndNothingElse() throws Exception {
        var folder = Files.createDirectory(data.resolve("templates"));
        Files.writeString(folder.resolve("mail.html"), "<title>{subject}</title>{body}");
        var html = mail("en", "<b>{body}\" $1").html();
        assertThat(html)
                .startsWith("<title>Missed call from &lt;b&gt;{body}&quot; $1 (")
                .doesNotContain("<b>");
    }
}
