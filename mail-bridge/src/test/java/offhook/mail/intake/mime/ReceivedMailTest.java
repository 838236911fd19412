package offhook.mail.intake.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mails that nobody's PBX writes. */
@Timeout(20)
class ReceivedMailTest {

    @TempDir
    Path folder;

    private ReceivedMail open(String text) throws IOException, UnreadableMail {
        return ReceivedMail.open(Files.writeString(folder.resolve("mail.eml"), text.replace("\n", "\r\n"), ISO_8859_1));
    }

    private void refuses(String why, String text) {
        assertThatThrownBy(() -> open(text).close())
                .isInstanceOf(UnreadableMail.class)
                .hasMessageContaining(why);
    }

    private static String wav(String encoding, String content) {
        return "Content-Type: audio/wav; name=x.wav\nContent-Transfer-Encoding: " + encoding + "\n\n" + content;
    }

    @Test
    void partsAThousandDeep() {
        var mail = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        refuses("more than 1", mail.append("\n\nx").toString());
    }

    @Test
    void partsElevenDeep() {
        var mail = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        refuses("more than 10 deep", mail.append("\n\nx").toString());
    }

    @Test
    void hundredsOfThousandsOfParts() {
        refuses("more than 1000 parts", "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n".repeat(300_000));
        refuses("more than 100 parts", "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(300));
    }

    @Test
    void headersWithoutEnd() {
        refuses("longer than 64 KB", "X: " + "x".repeat(2_000_000));
        refuses("longer than 64 KB", "X: y\n".repeat(100_000) + "\n\nbody");
        refuses(
                "longer than 64 KB",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + "X: y\n".repeat(100_000) + "\nx\n--b--\n");
    }

    @Test
    void aCharsetThatNobodyKnows() throws Exception {
        try (var mail =
                open("Subject: =?x-nobody?B?QUJD?=\nContent-Type: text/plain; charset=x-nobody\n\nAccount: 201\n")) {
            assertThat(mail.text()).isEqualTo("Account: 201\n");
            assertThat(mail.subject()).isEqualTo("=?x-nobody?B?QUJD?=");
        }
    }

    /** RFC 2047 §5 forbids it, and whoever writes the subject into a header or a log line trusts in that. */
    @Test
    void lineEndsInAnEncodedWord() throws Exception {
        try (var mail = open("Subject: a =?utf-8?Q?b=0D=0AX-Header:_c?=\n =?utf-8?B?DQo=?=\n\nx")) {
            assertThat(mail.subject()).isEqualTo("a b X-Header: c");
        }
    }

    @Test
    void aBodyInAnotherCharsetThanItSays() throws Exception {
        try (var mail = open("Content-Type: text/plain; charset=utf-8\n\nL\u00E4nge\n")) {
            assertThat(mail.text()).startsWith("L").endsWith("nge\n");
        }
    }

    static Stream<Arguments> encodingsOfNothing() {
        return Stream.of(
                Arguments.of("base64", "UklGR!!!!this is no Base64"),
                Arguments.of("rot13", "abc"), // which is none
                Arguments.of("uuencode", "begin \n\n644 x\n#")); // at which its decoder fails with a RuntimeException
    }

    @ParameterizedTest
    @MethodSource("encodingsOfNothing")
    void aSoundThatIsNotEncodedAsItSays(String encoding, String content) throws Exception {
        try (var mail = open(wav(encoding, content))) {
            var sound = mail.sounds().get(0);
            assertThatThrownBy(() -> sound.content().open().readAllBytes()).isInstanceOf(UnreadableSound.class);
        }
    }

    @Test
    void textInUuencodeThatIsNone() throws Exception {
        try (var mail = open("Content-Transfer-Encoding: uuencode\n\nbegin \n\n644 x\n#")) {
            assertThat(mail.text()).isEmpty();
        }
    }

    @Test
    void namesOfFilesAreOnlyNames() throws Exception {
        try (var mail = open(
                "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"../../etc/x.WAV\"\n\nx")) {
            assertThat(mail.sounds()).singleElement().satisfies(sound -> assertThat(sound.name())
                    .isEqualTo("../../etc/x.WAV"));
        }
    }

    @Test
    void htmlStandsInForText() throws Exception {
        try (var mail = open("Content-Type: text/html\n\n<p>To 201&nbsp;(J)<br/>Length <b>0:02</b></p>\n")) {
            assertThat(mail.text().lines().map(String::strip)).contains("To 201 (J)", "Length  0:02");
        }
    }

    @Test
    void nothingAtAll() throws Exception {
        try (var mail = open("")) {
            assertThat(mail.sounds()).isEmpty();
            assertThat(mail.text()).isEmpty();
            assertThat(mail.date()).isEmpty();
        }
    }

    @Property(tries = 300)
    void anyTextIsAMailOrIsRefused(
            @ForAll @StringLength(max = 300) @CharRange(from = ' ', to = '~') @CharRange(from = '\n', to = '\n')
                    String text)
            throws IOException {
        var file = Files.createTempFile("mail", ".eml");
        try {
            Files.writeString(file, "Content-Type: multipart/mixed; boundary=-\n\n--" + text);
            try (var mail = ReceivedMail.open(file)) {
                assertThat(mail.text()).isNotNull();
                assertThat(mail.subject()).isNotNull();
            } catch (UnreadableMail e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        } finally {
            Files.delete(file);
        }
    }
}
