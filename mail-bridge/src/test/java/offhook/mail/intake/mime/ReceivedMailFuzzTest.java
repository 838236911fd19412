package offhook.mail.intake.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import offhook.mail.intake.shape.Shape;
import offhook.mail.intake.testing.VendorMails;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a mail is, it is taken apart or refused, and nothing of it is trusted: a fault of the sender is never taken for one
 * of the disk, after which it would be tried again for ever. Plays a few seeds; with JAZZER_FUZZ=1 (and
 * {@code mvn -Plong}) it looks for more.
 */
class ReceivedMailFuzzTest {

    private static final int LARGE = 20_000;

    @TempDir
    static Path folder;

    static Stream<Arguments> mails() {
        var vendors = Stream.of("asterisk", "asterisk-imap", "freepbx", "freeswitch", "fusionpbx", "threecx")
                .map(vendor -> VendorMails.of(vendor, new byte[] {'R', 'I', 'F', 'F', 0, 1}));
        var hostile = Stream.of(
                        "",
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n",
                        "Content-Type: multipart/mixed\nContent-Transfer-Encoding: base64\n\n--\n\n--\n",
                        "Content-Type: message/rfc822\n\nContent-Type: audio/wav\n\nx",
                        "Content-Type: audio/wav; name*0*=UTF-7''%2b; name*1=\"/../x.wav\"\n"
                                + "Content-Transfer-Encoding: uuencode\n\nbegin 644 x\n#",
                        "Subject: a =?utf-8?Q?b=0D=0AX-Header:_c?=\rd\n\nx",
                        "Subject: =?x-none?B?====?= =?utf-8?Q?=?=\nDate: 99 Xyz\nContent-Type: text/html; charset=\"\"\n\n<br<")
                .map(text -> text.replace("\n", "\r\n").getBytes(UTF_8));
        var twoSounds = new String(VendorMails.of("threecx", new byte[] {1}), UTF_8)
                .replaceFirst("(?s)File:.*?(--\\S+)", "$1\r\nContent-Type: audio/wav\r\n\r\nx\r\n$1")
                .getBytes(UTF_8);
        return Stream.of(vendors, hostile, Stream.of(twoSounds))
                .flatMap(all -> all)
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("mails")
    @FuzzTest(maxDuration = "2m")
    void anyBytesAreTakenApartOrRefused(byte[] bytes) throws IOException {
        if (bytes.length > LARGE) {
            return;
        }
        var file = Files.write(folder.resolve("mail.eml"), bytes);
        try (var mail = ReceivedMail.open(file)) {
            assertThat(mail.subject()).doesNotContain("\n", "\r");
            assertThat(mail.text()).isNotNull();
            assertThat(mail.date()).isNotNull();
            for (var sound : mail.sounds()) {
                read(sound);
                Shape.of(mail)
                        .ifPresent(shape ->
                                assertThat(shape.read(mail, sound).sound()).isIn(mail.sounds()));
            }
        } catch (UnreadableMail refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    private static void read(SoundPart sound) throws IOException {
        assertThat(sound.type()).doesNotContain("\n");
        try (var in = sound.content().open()) {
            in.readAllBytes();
        } catch (UnreadableSound refused) {
            assertThat(refused).hasMessageContaining("encoded");
        }
    }
}
