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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Callers play a tone over RTP, and the same tone comes out of the file, of the link in chat and of the mail. */
class VoicemailDeliveryTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));

    /** How long softphones say nothing at first, in seconds: the greeting is skipped meanwhile, and the beep heard. */
    private static final int SILENT = 3;

    private static final String TOML =
            """
            [missed_calls]
            notify = "both"
            [http]
            listen = ["tls:127.0.0.1:0"]
            """
                    + Product.VOICEMAIL;

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(TOML, List.of("juliet", "nurse", "romeo", "tybalt"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    /** SIPp and three softphones at the same time, each with another codec, one encrypted: what they say is in each of its copies. */
    @Test
    void whatTheySayIsInEachOfItsCopies() throws Exception {
        var codecs =
                Map.of("nurse", "PCMA/8000/1;mediaenc=srtp-mand", "romeo", "G722/16000/1", "tybalt", "opus/48000/2");
        try (var juliet = product.chat("juliet");
                var nurse = product.chat("nurse");
                var romeo = product.chat("romeo");
                var tybalt = product.chat("tybalt")) {
            var sipp = product.play(capture());
            var softphones = codecs.entrySet().stream()
                    .map(callee -> softphone(callee.getKey(), callee.getValue()))
                    .toList();
            softphones.forEach(VoicemailDeliveryTest::skipsTheGreeting);
            softphones.forEach(
                    softphone -> softphone.ends(SILENT + (int) TONE.length().toSeconds() + 1));
            sipp.succeeds();
            isTold("nurse", nurse);
            isTold("romeo", romeo);
            isTold("tybalt", tybalt);
            var link = isTold("juliet", juliet);
            var mails = new HashMap<String, byte[]>();
            for (int i = 0; i < 4; i++) {
                var mail = product.mail().next();
                mails.put(mail.to(), attachment(mail.data()).orElseThrow());
            }
            assertThat(mails).hasSize(4);
            mails.forEach((to, wav) -> TONE.isAllOf("mailed to " + to, TONE.inWav(wav)));

            isDeletedBy(juliet, link.voicemail());
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(answer(link.url())).contains("404"));
        }
    }

    /** With the key that skips the greeting as an event of RFC 4733, wherever SIPp may send captures. */
    private static Play capture() throws IOException {
        if (!Capture.canBeSent()) {
            return TONE.leftWith("juliet", folder);
        }
        var speech = new Capture()
                .isSilent(Duration.ofSeconds(1))
                .presses("#")
                .isSilent(Duration.ofMillis(1500))
                .says(TONE);
        return Product.stranger("caller-plays-a-capture", "juliet")
                .with("pcap", speech.write(folder.resolve("tone.pcap")).toString())
                .pause(speech.length().plusMillis(300));
    }

    private static Baresip.Open softphone(String callee, String codec) {
        var phone = new Baresip(folder, codec).stranger(product.sip(), TONE, SILENT);
        phone.dials("sip:" + callee + '@' + Product.DOMAIN);
        return phone;
    }

    private static void skipsTheGreeting(Baresip.Open softphone) {
        softphone.talks();
        softphone.presses("#");
    }

    private record Told(String voicemail, String url) {}

    /** By a message with the file, and one with the text. */
    private static Told isTold(String user, ChatClient client) throws IOException {
        var file = client.message("the file");
        var link = oob(file);
        assertThat(file.getBody()).isEqualTo(link);
        var recording = Download.of(link, product.web());
        assertThat(recording.type()).isEqualTo("audio/mpeg");
        TONE.isAllOf("behind the link for " + user, TONE.inMp3(recording.content()));
        assertThat(client.message("the alert").getBody()).startsWith("Voicemail from ");
        var id = file.getFrom().getResourceOrEmpty().toString();
        TONE.isAllOf(
                "kept for " + user, TONE.in(product.data().resolve("voicemail").resolve(id + ".wav")));
        return new Told(file.getFrom().toString(), link);
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
