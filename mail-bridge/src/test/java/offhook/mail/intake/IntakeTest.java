package offhook.mail.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import javax.mail.AuthenticationFailedException;
import javax.mail.MessagingException;
import offhook.mail.intake.IntakeListener.Fate;
import offhook.mail.intake.spool.KeptMail;
import offhook.runtime.storage.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PBX brings its mails: each becomes a voicemail once, or stays in the hospital. */
@Timeout(60)
class IntakeTest extends WithIntake {

    @Test
    void aMailBecomesAVoicemail() throws Exception {
        try (var world = world()) {
            world.send(mail("1"), "juliet@mail.example");
            world.hears(1);
            var heard = world.heard.get(0);
            assertThat(heard.owners())
                    .isEqualTo(new PbxVoicemail.Owners(
                            Optional.empty(), Optional.of("201"), List.of("juliet@mail.example")));
            assertThat(heard.number()).isEqualTo("15550123");
            assertThat(heard.name()).isEqualTo("Romeo Montague");
            assertThat(heard.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(world.sounds.get(0)).isEqualTo(SOUND);
            world.keepsNothing();
        }
    }

    @Test
    void theSameMailOnceMoreIsTakenAndForgotten() throws Exception {
        try (var world = world()) {
            world.send(mail("1"), "juliet@mail.example");
            world.hears(1);
            world.keepsNothing();
            world.send(mail("1"), "juliet@mail.example");
            world.send(mail("2"), "juliet@mail.example");
            world.hears(2);
            world.keepsNothing();
        }
        try (var world = world()) {
            world.send(mail("1"), "juliet@mail.example");
            world.keepsNothing();
            assertThat(world.heard).isEmpty();
        }
    }

    @Test
    void whatWaitsAtTheEndIsLookedAtAfterTheStart() throws Exception {
        try (var world = world()) {
            world.fate = voicemail -> CompletableFuture.failedFuture(new IllegalStateException("not now"));
            world.send(mail("1"), "juliet@mail.example");
            world.hears(1);
            assertThat(world.kept()).hasSize(1);
        }
        try (var world = world()) {
            world.hears(1);
            world.keepsNothing();
        }
    }

    @Test
    void whatNobodyCanMakeAnythingOfStaysInTheHospital() throws Exception {
        try (var world = world()) {
            world.fate = voicemail -> CompletableFuture.completedFuture(
                    voicemail.owners().assigned().isPresent()
                            ? new Fate.Taken()
                            : new Fate.Refused("nobody here is 299"));
            world.send("Subject: Lunch?\r\n\r\nAt noon?\r\n".getBytes(UTF_8), "juliet@mail.example");
            await().until(() -> world.intake.hospital().size() == 1);
            world.send(mail("1"), "juliet@mail.example");
            await().until(() -> world.intake.hospital().size() == 2);
            assertThat(world.intake.hospital())
                    .extracting(KeptMail::subject, KeptMail::cause)
                    .containsExactly(
                            tuple("Lunch?", "it is no voicemail e-mail of a PBX that is known"),
                            tuple("[PBX]: New message 3 in mailbox 201", "nobody here is 299"));
            assertThat(world.kept()).hasSize(2);

            var lunch = world.intake.hospital().get(0).id();
            var voicemail = world.intake.hospital().get(1).id();
            assertThat(world.intake.hasPatient(voicemail)).isTrue();
            assertThat(world.intake
                            .retry(voicemail, Optional.of("202"))
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            world.hears(2);
            assertThat(world.heard.get(1).owners().assigned()).contains("202");
            assertThat(world.intake.drop(lunch).toCompletableFuture().join()).isTrue();
            assertThat(world.intake.drop(lunch).toCompletableFuture().join()).isFalse();
            world.keepsNothing();
            assertThat(world.intake.hospital()).isEmpty();
            assertThat(world.metrics.scrape())
                    .contains("offhook_intake_mail_total{outcome=\"hospital\"} 2")
                    .contains("offhook_intake_mail_total{outcome=\"voicemail\"} 1");
        }
    }

    @Test
    void aVoicemailWithoutItsSoundSaysSo() throws Exception {
        try (var world = world()) {
            var text = new String(mail("1"), UTF_8)
                    .replace("audio/x-WAV", "text/x-wav")
                    .replace(".WAV", ".txt");
            world.send(text.getBytes(UTF_8), "juliet@mail.example");
            await().until(() -> world.intake.hospital().size() == 1);
            assertThat(world.intake.hospital().get(0).cause())
                    .isEqualTo("it looks like a voicemail of Asterisk, but no sound is attached");
        }
    }

    @Test
    void mailForStrangersIsRefusedOrKept() throws Exception {
        try (var world = world("address = [\"Voicemail@vm.example\"]")) {
            assertThatThrownBy(() -> world.send(mail("1"), "someone@elsewhere.example"))
                    .isInstanceOf(MessagingException.class);
            world.send(mail("2"), "voicemail@VM.example");
            world.hears(1);
        }
        try (var world = world("unknown = \"keep\"")) {
            world.send("Subject: Lunch?\r\n\r\nx\r\n".getBytes(UTF_8), "someone@elsewhere.example");
            await().until(() -> world.intake.hospital().size() == 1);
        }
    }

    @Test
    void tlsAndALogin() throws Exception {
        try (var world = world("starttls = \"required\"", "user = \"pbx\"", "password = \"wherefore\"")) {
            assertThatThrownBy(() -> world.send(mail("1"), "juliet@mail.example"))
                    .isInstanceOf(MessagingException.class);
            var settings = new Properties();
            settings.put("mail.smtp.starttls.required", "true");
            settings.put("mail.smtp.ssl.trust", "*");
            settings.put("mail.smtp.ssl.checkserveridentity", "false");
            settings.put("mail.smtp.auth", "true");
            settings.put("user", "pbx");
            settings.put("password", "wrong");
            assertThatThrownBy(() -> world.send(settings, mail("1"), "juliet@mail.example"))
                    .isInstanceOf(AuthenticationFailedException.class);
            settings.put("password", "wherefore");
            world.send(settings, mail("1"), "juliet@mail.example");
            world.hears(1);
        }
    }

    @Test
    void lmtp() throws Exception {
        try (var world = world("protocol = \"lmtp\"");
                var pbx = world.talk()) {
            pbx.hears("220").says("LHLO pbx\r\n").hears("250");
            pbx.says(
                    "MAIL FROM:<>\r\nRCPT TO:<juliet@mail.example>\r\nRCPT TO:<nobody@x>\r\nRCPT TO:<201@capulet.example>\r\n");
            pbx.hears("250").hears("250").hears("550").hears("250");
            pbx.says("DATA\r\n").hears("354").says(mail("1")).says("\r\n.\r\n");
            pbx.hears("250 2.0.0")
                    .hears("250 2.0.0")
                    .says("QUIT\r\n")
                    .hears("221")
                    .hearsTheEnd();
            world.hears(1);
            assertThat(world.heard.get(0).owners().recipients())
                    .containsExactly("juliet@mail.example", "201@capulet.example");
        }
    }

    @Test
    void withoutRoomThePbxTriesAgainLater() throws Exception {
        try (var world = world("quota = \"1KB\"");
                var pbx = world.talk()) {
            world.room = Room.LITTLE;
            pbx.hears("220")
                    .says("EHLO pbx\r\n")
                    .hears("250")
                    .says("MAIL FROM:<a@b>\r\n")
                    .hears("452");
            world.room = Room.ENOUGH;
            world.fate = voicemail -> CompletableFuture.completedFuture(new Fate.Refused("whoever that is"));
            world.send(mail("1"), "juliet@mail.example");
            await().until(() -> world.intake.hospital().size() == 1);
            pbx.says("MAIL FROM:<a@b>\r\n").hears("452");
            world.intake
                    .drop(world.intake.hospital().get(0).id())
                    .toCompletableFuture()
                    .join();
            pbx.says("MAIL FROM:<a@b>\r\n").hears("250");
        }
    }

    @Test
    void goodbyeIsSaidWhenTheServerStops() throws Exception {
        var world = world();
        try (var pbx = world.talk()) {
            pbx.hears("220").says("EHLO pbx\r\n").hears("250");
            world.close();
            pbx.hears("421").hearsTheEnd();
        }
    }

    @Test
    void withoutClientsNothingListens() {
        assertThat(IntakeWorld.config("clients = []").isOn()).isFalse();
        assertThat(IntakeWorld.config().isOn()).isTrue();
        assertThat(IntakeWorld.config("user = \"a\"", "password = \"wherefore\"")
                        .toString())
                .doesNotContain("wherefore");
        assertThatThrownBy(() -> IntakeWorld.config("user = \"a\"")).hasMessageContaining("user and password");
        assertThatThrownBy(() -> IntakeWorld.config("address = [\"nobody\"]")).hasMessageContaining("mail address");
    }
}
