package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import offhook.demo.StepFailed;
import offhook.demo.chat.ChatClient;
import offhook.demo.chat.Download;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller plays a tone over RTP, and the same tone comes out of the link in chat and of the mail. */
class VoicemailDeliveryTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));

    private static final String VOICEMAIL =
            """
            [missed_calls]
            notify = "both"
            [http]
            listen = ["tls:127.0.0.1:0"]
            [voicemail]
            answer_after = "1s"
            min = "1s"
            [voicemail.media]
            address = "127.0.0.1"
            """;

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(VOICEMAIL, List.of("juliet", "nurse"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @Test
    void byTheLinkAndByMailUntilItIsDeleted() throws Exception {
        try (var juliet = product.chat("juliet")) {
            product.play(TONE.leftWith("juliet", folder)).succeeds();
            var file = juliet.message("the file");
            var link = oob(file);
            assertThat(file.getBody()).isEqualTo(link);
            var recording = Download.of(link, product.web());
            assertThat(recording.type()).isEqualTo("audio/mpeg");
            TONE.isAllOf(TONE.inMp3(recording.content()));
            assertThat(juliet.message("the alert").getBody()).startsWith("Voicemail from Caller 1555");
            TONE.isAllOf(TONE.inWav(attachment(product.mail().next().data()).orElseThrow()));

            isDeletedBy(juliet, file.getFrom().toString());
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(answer(link)).contains("404"));
        }
    }

    /** XEP-0066 §5. */
    private static String oob(Message file) {
        var oob = (StandardExtensionElement) file.getExtensionElement("x", "jabber:x:oob");
        return oob.getFirstElement("url").getText();
    }

    private static void isDeletedBy(ChatClient juliet, String voicemail) {
        juliet.writes(voicemail, "delete");
        assertThat(juliet.message("the answer").getBody()).startsWith("It is deleted");
    }

    private static String answer(String link) {
        try {
            return Download.of(link, product.web()).type();
        } catch (StepFailed e) {
            return e.getMessage();
        }
    }

    /** The first one that is audio. */
    private static Optional<byte[]> attachment(String mail) throws MessagingException, IOException {
        return audio(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static Optional<byte[]> audio(Part part) throws MessagingException, IOException {
        if (part.isMimeType("audio/*")) {
            return Optional.of(part.getInputStream().readAllBytes());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = audio(parts.getBodyPart(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
