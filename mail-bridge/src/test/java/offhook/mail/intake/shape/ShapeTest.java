package offhook.mail.intake.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.UnreadableMail;
import offhook.mail.intake.testing.VendorMails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeTest {

    private static final byte[] SOUND = {'R', 'I', 'F', 'F', 0, 1, 2, 3};
    private static final Optional<Duration> TWO_SECONDS = Optional.of(Duration.ofSeconds(2));

    @TempDir
    Path folder;

    /** What is read, and by whom. */
    private record Read(String title, Left left, byte[] sound) {}

    private Read read(String vendor, String... replaced) throws IOException, UnreadableMail {
        var text = new String(VendorMails.of(vendor, SOUND), UTF_8);
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(text).contains(replaced[i]);
            text = text.replace(replaced[i], replaced[i + 1]);
        }
        try (var mail = ReceivedMail.open(Files.writeString(folder.resolve("mail.eml"), text))) {
            var shape = Shape.of(mail).orElseThrow();
            var left = shape.read(mail, mail.sounds().get(0));
            try (var in = left.sound().content().open()) {
                return new Read(shape.title(), left, in.readAllBytes());
            }
        }
    }

    private void reads(Read read, String title, String number, String name, Instant at, Optional<Duration> length) {
        assertThat(read.title).isEqualTo(title);
        assertThat(read.left.mailbox()).contains("201");
        assertThat(read.left.number()).isEqualTo(number);
        assertThat(read.left.name()).isEqualTo(name);
        assertThat(read.left.at()).contains(at);
        assertThat(read.left.length()).isEqualTo(length);
        assertThat(read.sound).isEqualTo(SOUND);
    }

    @Test
    void asterisk() throws Exception {
        reads(read("asterisk"), "Asterisk", "15550123", "Romeo Montague", VendorMails.AT, TWO_SECONDS);
    }

    @Test
    void asteriskWithoutItsOwnMessageId() throws Exception {
        var read = read("asterisk", "<Asterisk-3-1804289383-201-4711@pbx.capulet.example>", "<1@relay.example>");
        assertThat(read.left.mailbox()).contains("201");
    }

    @Test
    void asteriskThatKeepsVoicemailByImap() throws Exception {
        var at = Instant.ofEpochSecond(1_795_356_240);
        reads(read("asterisk-imap"), "Asterisk", "+15550123", "Romeo Montague", at, TWO_SECONDS);
    }

    @Test
    void freePbxInAnotherLanguageAndACallerWhoWithholds() throws Exception {
        reads(read("freepbx"), "Asterisk", "", "", VendorMails.AT, Optional.empty());
    }

    @Test
    void freeSwitch() throws Exception {
        reads(read("freeswitch"), "FreeSWITCH", "+15550123", "Romeo Montague", VendorMails.AT, TWO_SECONDS);
    }

    @Test
    void freeSwitchWithoutTemplateNamesNoMailbox() throws Exception {
        var read = read("freeswitch-bare");
        assertThat(read.left.mailbox()).isEmpty();
        assertThat(read.left.number()).isEqualTo("15550123");
        assertThat(read.left.name()).isEqualTo("Romeo Montague");
        assertThat(read.left.length()).isEqualTo(TWO_SECONDS);
    }

    @Test
    void fusionPbx() throws Exception {
        reads(read("fusionpbx"), "FreeSWITCH", "+15550123", "Romeo Montague", VendorMails.AT, TWO_SECONDS);
    }

    @Test
    void threeCx() throws Exception {
        reads(read("threecx"), "3CX", "15550123", "Romeo Montague", VendorMails.AT, TWO_SECONDS);
    }

    @Test
    void threeCxWhoseTemplatesAnAdminHasRewritten() throws Exception {
        var read = read(
                "threecx",
                "New Voicemail from Romeo Montague - 15550123",
                "Nachricht",
                "You have received",
                "Sie haben",
                "Duration",
                "Dauer");
        assertThat(read.left.mailbox()).contains("201");
        assertThat(read.left.number()).isEqualTo("15550123");
        assertThat(read.left.name()).isEmpty();
        assertThat(read.left.length()).isEmpty();
    }

    @Test
    void threeCxWhoseCallerIsInNoAddressBook() throws Exception {
        assertThat(read("threecx", "Romeo Montague - 15550123", "15550123 - 15550123")
                        .left
                        .name())
                .isEmpty();
    }

    /** The text does not name the file, and another sound comes first. */
    @Test
    void threeCxWithASoundBesideTheVoicemail() throws Exception {
        var boundary = "--boundary_1_2f3a\r\nContent-Type: audio/wav";
        var read = read(
                "threecx",
                "File:\"vmail_",
                "File:\"",
                boundary,
                "--boundary_1_2f3a\r\nContent-Type: audio/wav\r\n\r\njingle\r\n" + boundary);
        reads(read, "3CX", "15550123", "Romeo Montague", VendorMails.AT, TWO_SECONDS);
    }

    @Test
    void anyOtherMailFitsNone() throws Exception {
        var file = Files.writeString(folder.resolve("mail.eml"), "Subject: Lunch?\r\n\r\nAt noon?\r\n");
        try (var mail = ReceivedMail.open(file)) {
            assertThat(Shape.of(mail)).isEmpty();
        }
    }
}
