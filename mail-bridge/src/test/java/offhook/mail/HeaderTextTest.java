package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Missed call\r\nBcc: everybody@example.com",
                "Missed call\nBcc: everybody@example.com",
                "Missed call\rBcc: everybody@example.com",
                "Missed call\r\n\r\n<html>a body</html>",
                "Missed call\u2028Bcc: everybody@example.com",
                "Missed call\u2029Bcc: everybody@example.com",
                "Missed call\u0085Bcc: everybody@example.com",
                "Missed call\u000bBcc: everybody@example.com",
                "Missed call\u0000",
                "Missed\tcall",
                "from \u202emoc.elpmaxe",
                "from \u2066moc.elpmaxe\u2069",
                "half a surrogate \ud83d"
            })
    void refusesWhatCouldBreakAHeaderOrMisleadItsReader(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeaderText(text))
                .withMessageContaining("U+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Missed call from Zoë O'Hara", "Anruf verpasst – \uD83D\uDCDE 電話"})
    void takesTextOfAnyScript(String text) {
        assertThat(new HeaderText(text)).hasToString(text);
    }

    @Test
    void refusesMoreThanAHeaderCanShow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderText("x".repeat(501)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mc-1",
                "@example.com",
                "mc-1@",
                "mc 1@example.com",
                "mc-1@example.com>\r\nBcc: everybody@example.com",
                "<mc-1@example.com>",
                "mc..1@example.com"
            })
    void aMessageIdIsAnIdAtADomain(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(id));
    }

    @Test
    void aMessageIdIsWrittenInAngleBrackets() {
        assertThat(new MessageId("mc-7f3c.chat@example.com")).hasToString("<mc-7f3c.chat@example.com>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio", "audio/", "/wav", "audio/wav; name=x", "audio/wav\r\nBcc: everybody@example.com"})
    void aMediaTypeIsTwoWordsAndNothingElse(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attachment(new HeaderText("a.wav"), type, java.nio.file.Path.of("a.wav")));
    }
}
