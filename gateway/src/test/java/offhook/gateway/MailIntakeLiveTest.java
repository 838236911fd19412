package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import offhook.directory.UserId;
import offhook.gateway.control.LeftMessage;
import offhook.gateway.control.Patient;
import offhook.gateway.control.Retry;
import offhook.mail.intake.testing.VendorMails;
import offhook.voicemail.audio.Wav;
import offhook.voicemail.codec.GsmDecoder;
import offhook.voicemail.testing.DecodedMp3;
import offhook.voicemail.testing.SoundFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PBX mails a whistle to the whole product: the same tone comes out of the link in chat, and of the mail to its owner. */
class MailIntakeLiveTest extends WithWhistle {

    /** @param intake further keys of {@code [mail.intake]} */
    private LiveProduct product(String intake) throws Exception {
        return product(
                "country = \"+1\"", "[mail.intake]\nlisten = [\"127.0.0.1:0\"]\nclients = [\"127.0.0.1\"]\n" + intake);
    }

    /** As javax.mail sends it. */
    private static void send(LiveProduct product, byte[] mail, String to) throws Exception {
        var session = Session.getInstance(new Properties());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", product.port("mail-intake").getPort(), null, null);
            var message = new MimeMessage(session, new ByteArrayInputStream(mail));
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(to)});
        }
    }

    private static byte[] wav() {
        return SoundFiles.wav(PITCH, (int) LENGTH.toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asterisk", "freeswitch", "fusionpbx", "threecx"})
    void theWhistleIsHeardInChatAndInTheMail(String vendor) throws Exception {
        try (var product = product("");
                var juliet = product.chat("juliet")) {
            juliet.say("<presence/>");
            send(product, VendorMails.of(vendor, wav(), "1", Instant.now()), "juliet@mail.example");
            var stanza = juliet.hears("<message[^>]*id='vm-[a-z0-9]+-b'.*?</message>");
            assertThat(stanza).contains("from='voicemail.capulet.example/").contains("<length>2340</length>");
            assertThat(juliet.hears("<message[^>]*id='vm-[a-z0-9]+-a'.*?</message>"))
                    .contains("Voicemail from Romeo Montague (")
                    .contains("), 0:02, ");
            var url = stanza.replaceAll("(?s).*<url>([^<]*)</url>.*", "$1").replace("capulet.example", "127.0.0.1");
            var fetched = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
            assertThat(fetched.headers().firstValue("content-type")).contains("audio/mpeg");
            whistles(DecodedMp3.of(fetched.body()));

            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            var mailed = new MimeParts(mail.getReceivedMessages()[0]);
            assertThat(mailed.shape())
                    .isEqualTo("multipart/mixed{multipart/alternative{text/plain, text/html}, audio/wav}");
            try (InputStream in = mailed.content(1)) {
                var clip = Wav.read(in, 60);
                whistles(new DecodedMp3(clip.rate(), clip.samples()));
            }
            assertThat(product.gateway
                            .parts
                            .voicemail
                            .boxes()
                            .counts(new UserId("juliet"))
                            .fresh())
                    .as("the lamp")
                    .isEqualTo(1);
        }
    }

    @Test
    void wav49IsDecoded() throws Exception {
        try (var in = GsmDecoder.class.getResourceAsStream("gsm/chirp.wav49");
                var product = product("")) {
            var sound = SoundFiles.wav49(in.readAllBytes());
            send(product, VendorMails.of("asterisk", sound, "1", Instant.now()), "juliet@mail.example");
            await().until(() -> voicemails(product, "juliet").length == 1);
            assertThat(voicemails(product, "juliet")[0].seconds()).isEqualTo(1);
        }
    }

    private static LeftMessage[] voicemails(LiveProduct product, String user) {
        return product.control().get("/voicemail/" + user, LeftMessage[].class);
    }

    /** Python's smtplib is what nobody here has written. */
    @ParameterizedTest
    @ValueSource(strings = {"SMTP", "LMTP"})
    void anotherClientBringsItTwice(String protocol) throws Exception {
        try (var product = product("protocol = \"" + protocol.toLowerCase(Locale.ROOT) + "\"\n")) {
            var file = Files.write(folder.resolve("mail.eml"), VendorMails.of("freepbx", wav(), "1", Instant.now()));
            assertThat(python(protocol, product.port("mail-intake").getPort(), file))
                    .isEmpty();
            assertThat(python(protocol, product.port("mail-intake").getPort(), file))
                    .isEmpty();
            await().until(() -> voicemails(product, "juliet").length == 1);
            assertThat(product.column("SELECT state FROM intake_mail")).containsExactly("DONE");
            assertThat(product.column("SELECT id FROM voicemail")).hasSize(1);
            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("Voicemail from Withheld, 0:02");
        }
    }

    private String python(String protocol, int port, Path file) throws IOException, InterruptedException {
        var script =
                """
                import smtplib, sys
                mail = open(sys.argv[3], 'rb').read()
                with getattr(smtplib, sys.argv[1])('127.0.0.1', int(sys.argv[2])) as server:
                    server.sendmail('asterisk@pbx', ['juliet@mail.example'], mail)
                """;
        var log = folder.resolve("python.log");
        var process = new ProcessBuilder("python3", "-c", script, protocol, Integer.toString(port), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }

    @Test
    void whatNobodyCanMakeAnythingOfIsInTheHospital() throws Exception {
        try (var product = product("address = [\"voicemail@capulet.example\"]\n")) {
            var control = product.control();
            var toNobody =
                    new String(VendorMails.of("threecx", wav(), "1", Instant.now()), UTF_8).replace("_201_", "_299_");
            send(product, toNobody.getBytes(UTF_8), "voicemail@capulet.example");
            var noSound = VendorMails.of("freeswitch", "OggS and so on".getBytes(UTF_8), "2", Instant.now());
            await().until(() -> control.get("/hospital", Patient[].class).length == 1);
            send(product, noSound, "juliet@mail.example");
            await().until(() -> control.get("/hospital", Patient[].class).length == 2);
            var patients = control.get("/hospital", Patient[].class);
            assertThat(patients[0].channel()).isEqualTo("intake");
            assertThat(patients[0].cause()).isEqualTo("nobody here is 299");
            assertThat(patients[0].text()).isEqualTo("New Voicemail from Romeo Montague - 15550123");
            assertThat(patients[1].cause()).contains("cannot be played: it is no WAV, MP3 or GSM file");

            control.post("/hospital/" + patients[0].id() + "/retry", new Retry("nurse@capulet.example"), Object.class);
            await().until(() -> voicemails(product, "nurse").length == 1);
            control.delete("/hospital/" + patients[1].id());
            assertThat(control.get("/hospital", Patient[].class)).isEmpty();
            await().untilAsserted(
                            () -> assertThat(folder.resolve("data/intake")).isEmptyDirectory());
            assertThat(product.number("offhook_intake_mail_total{outcome=\"hospital\"}"))
                    .isEqualTo(2);
        }
    }
}
