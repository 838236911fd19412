package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {

    private static SipRequest with(String type, String body) {
        var request = new SipRequest(Method.INFO, Uri.parse("sip:offhook@capulet.example"));
        if (!type.isEmpty()) {
            request.setBody(type, body.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "application/dtmf-relay, Signal=5|Duration=160, 5",
        "application/dtmf-relay, Duration=160|signal = #, #",
        "application/dtmf-relay; x=1, Signal= 10|Duration=250|, *",
        "APPLICATION/DTMF-RELAY, Signal=11, #",
        "application/dtmf-relay, Signal=d, D",
        "application/dtmf, 7, 7",
        "application/dtmf, ' * ', *",
        "application/dtmf-relay, Signal=12, ' '",
        "application/dtmf-relay, Signal=|5, ' '",
        "application/dtmf, 55, ' '",
        "application/dtmf, Signal=5, ' '",
    })
    void keys(String type, String body, char key) {
        assertThat(Bodies.key(with(type, body)).orElse(' ')).isEqualTo(key);
    }

    @Test
    void anInfoNeedNotSayAnything() {
        assertThat(Bodies.key(with("", ""))).isEmpty();
    }

    @Test
    void otherTypesAreRefused() {
        var wrong = with("application/media_control+xml", "<media_control/>");
        assertThatThrownBy(() -> Bodies.key(wrong)).isEqualTo(new SipFailure(415));
        assertThatThrownBy(() -> Bodies.description(wrong)).isEqualTo(new SipFailure(415));
        assertThat(Bodies.description(with("application/SDP", "v=0|"))).contains("v=0\r\n");
        assertThat(Bodies.description(with("", ""))).isEmpty();
    }
}
