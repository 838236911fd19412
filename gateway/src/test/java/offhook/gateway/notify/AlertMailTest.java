package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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
        var juliet = User.of(new UserId("juliet"), "capulet.example")
                .withName(new DisplayName("Juliet <Capulet>"))
                .withLocale(Locale.forLanguageTag(language), ZoneOffset.UTC);
        var told = List.of(Calls.entry(Calls.caller(caller, "sip:+15550123@capulet.example"), AT, Outcome.RANG_OUT));
        var out = new MailOut(null, Mailbox.parse("Phone <phone@capulet.example>"), MailTemplates.in(data));
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
