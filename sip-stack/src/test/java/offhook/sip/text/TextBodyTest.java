package offhook.sip.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBodyTest {

    @Test
    void aCharsetIsMinded() {
        assertThat(TextBody.of(message("text/plain; Charset=\"ISO-8859-1\"", "tschüss".getBytes(ISO_8859_1))))
                .contains("tschüss");
        assertThat(TextBody.of(message("text/plain", "tschüss".getBytes(UTF_8))))
                .contains("tschüss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain;charset=klingon",
                "text/plain;charset=;;=",
                "multipart/mixed;boundary=a",
                "application/pidf+xml",
                "",
                "text"
            })
    void whatIsNotKnownIsNotTaken(String type) {
        assertThat(TextBody.of(message(type, "text".getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void whatIsCodedIsNotTaken() {
        var message = message("text/plain", "text".getBytes(UTF_8));
        message.append(HeaderName.CONTENT_ENCODING, "gzip");
        assertThat(TextBody.of(message)).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> TextBody.of(message("text/plain", new byte[] {(byte) 0xC0, (byte) 0x80})))
                .isEqualTo(new SipFailure(400, "Bad UTF-8"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~<p>one</p><p>two, but</p>~, ~one\ntwo, but\n~",
                "one<br>two, ~one\ntwo~",
                "<script>evil()</script>&lt;b&gt;, <b>",
                "<a href='javascript:evil()'>click, click",
            })
    void htmlLosesItsMarkup(String html, String text) {
        assertThat(TextBody.of(message("text/html", html.getBytes(UTF_8)))).contains(text);
    }

    /** 64 KB is the most that a message may have. */
    @Test
    void hostileMarkupIsReadInNoTime() {
        var nested = "<div>".repeat(13_000).getBytes(UTF_8);
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertThat(TextBody.of(message("text/html", nested)))
                .isPresent());
    }

    @Test
    void cpimIsUnwrapped() {
        var wrapped =
                "From: <im:a@b>\r\nSubject: one\r\n\r\nContent-type: text/html; charset=utf-8\r\n\r\n<b>Ay</b>\r\n\r\nme";
        assertThat(TextBody.of(message("Message/CPIM", wrapped.getBytes(UTF_8))))
                .contains("Ay\r\n\r\nme");
    }

    private static SipRequest message(String type, byte[] body) {
        var message = new SipRequest(Method.MESSAGE, Uri.parse("sip:juliet@capulet.example"));
        message.setBody(type, body);
        return message;
    }
}
