package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import offhook.gateway.notify.MailTemplates.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTemplatesTest {

    private static final Filling ENGLISH = filling(Locale.ENGLISH);
    private static final Filling GERMAN = filling(Locale.forLanguageTag("de-AT"));

    @TempDir
    Path folder;

    private static Filling filling(Locale language) {
        return new Filling("Missed call from Romeo {body}", "Missed call\nCall back", "Juliet Capulet", language);
    }

    private MailTemplates with(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return new MailTemplates(folder);
    }

    @Test
    void withoutFilesTheyAreOurOwn() {
        var templates = new MailTemplates(folder.resolve("nowhere"));
        assertThat(templates.plain(ENGLISH).subject().value()).isEqualTo("Missed call from Romeo {body}");
        assertThat(templates.plain(ENGLISH).text()).isEqualTo("Missed call\nCall back\n");
        assertThat(templates.html(GERMAN)).contains("<html lang=\"de-AT\">").contains("<title>Missed call from Romeo");
        assertThat(templates.mistakes()).isEmpty();
    }

    @Test
    void aLanguageGoesBeforeAll() throws IOException {
        with("mail.txt", "Subject: [Capulet] {subject}\n\nDear {name},\n\n{body}\n");
        var templates = with("mail_de.txt", "Subject: [Capulet] {subject}\r\n\r\nLiebe {name},\r\n{body}");
        assertThat(templates.plain(ENGLISH).text()).isEqualTo("Dear Juliet Capulet,\n\nMissed call\nCall back\n");
        assertThat(templates.plain(ENGLISH).subject().value())
                .as("what is filled in is no template")
                .isEqualTo("[Capulet] Missed call from Romeo {body}");
        assertThat(templates.plain(GERMAN).text()).isEqualTo("Liebe Juliet Capulet,\nMissed call\nCall back");
        assertThat(templates.mistakes()).isEmpty();
    }

    @Test
    void textAndHtmlStandAlone() throws IOException {
        var templates = with("mail_de.html", "<p class=\"{x\">{language}: {body}</p>");
        assertThat(templates.html(GERMAN)).isEqualTo("<p class=\"{x\">de-AT: Missed call\nCall back</p>");
        assertThat(templates.html(ENGLISH)).startsWith("<!DOCTYPE html>");
        assertThat(templates.plain(GERMAN).text()).isEqualTo("Missed call\nCall back\n");
    }

    @Test
    void whatIsWrongIsSaidAndNotUsed() throws IOException {
        with("mail_de.txt", "Guten Tag\n{body}");
        with("mail_en.txt", "Subject: x\n\nnothing");
        with("mail_fr.html", "<p>{body}{caller}</p>");
        Files.write(folder.resolve("mail.html"), new byte[] {'{', 'b', 'o', 'd', 'y', '}', (byte) 0xE4});
        var templates = with("mails.txt", "x");
        assertThat(templates.plain(GERMAN).text()).isEqualTo("Missed call\nCall back\n");
        assertThat(templates.html(ENGLISH)).startsWith("<!DOCTYPE html>");
        assertThat(templates.mistakes())
                .containsExactly(
                        folder.resolve("mail.html") + ": expected a readable file of UTF-8, at most 256 KB",
                        folder.resolve("mail_de.txt")
                                + ": expected \"Subject: …\" in the first line, then an empty one",
                        folder.resolve("mail_en.txt") + ": expected {body} somewhere",
                        folder.resolve("mail_fr.html")
                                + ": there is no {caller}; expected {subject}, {body}, {name} or {language}",
                        folder.resolve("mails.txt")
                                + ": expected mail.txt, mail.html, or a language such as mail_de.html");
    }

    @Test
    void aSubjectThatGrowsTooLongIsOurs() throws IOException {
        var templates = with("mail.txt", "Subject: " + "{subject}".repeat(20) + "\n\n{body}");
        assertThat(templates.plain(ENGLISH).subject().value()).isEqualTo("Missed call from Romeo {body}");
    }
}
