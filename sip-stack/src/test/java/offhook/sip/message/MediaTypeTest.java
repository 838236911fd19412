package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 §20.15. */
class MediaTypeTest {

    private static SipMessage with(String type) {
        var message = new SipRequest(Method.MESSAGE, Uri.parse("sip:juliet@capulet.example"));
        message.setBody(type, new byte[] {'x'});
        return message;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/sdp|application/sdp|none",
                "Application/SDP;|application/sdp|none",
                "application/dialog-info+xml;charset=UTF-8|application/dialog-info+xml|UTF-8",
                "text / plain ; charset = \"utf-8\"|text/plain|utf-8",
                "text/plain;x=\"a;charset=b\";charset=c|text/plain|c",
                "text/plain (of a phone)|text/plain|none"
            })
    void says(String type, String name, String charset) {
        var read = MediaType.of(with(type)).orElseThrow();
        assertThat(read.name()).isEqualTo(name);
        assertThat(read.charset().orElse("none")).isEqualTo(charset);
        assertThat(MediaType.is(with(type), name)).isTrue();
        assertThat(MediaType.parse(type)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "/plain", "text/", "text/plain, text/html", "te xt/plain"})
    void whatCannotBeReadIsNoType(String type) {
        assertThat(MediaType.of(with(type))).isEmpty();
        assertThat(MediaType.parse(type)).isEmpty();
        assertThat(MediaType.is(with(type), "text/plain")).isFalse();
    }

    @Test
    void nothingIsSaid() {
        var message = new SipRequest(Method.MESSAGE, Uri.parse("sip:juliet@capulet.example"));
        assertThat(MediaType.of(message)).isEqualTo(Optional.empty());
    }
}
