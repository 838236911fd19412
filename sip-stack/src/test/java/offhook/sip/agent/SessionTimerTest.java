package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTimerTest {

    private static SipRequest invite(String expires, String supported, String allow) {
        var invite = new SipRequest(Method.INVITE, Uri.parse("sip:juliet@capulet.example"));
        if (!expires.isEmpty()) {
            invite.append(HeaderName.SESSION_EXPIRES, expires);
        }
        invite.append(HeaderName.SUPPORTED, supported);
        invite.append(HeaderName.ALLOW, allow);
        return invite;
    }

    /** RFC 4028 §9, table 2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1800|timer|INVITE, UPDATE|1800;refresher=uac|timer",
                "1800;refresher=uac|timer|INVITE|1800;refresher=uac|timer",
                "1800;refresher=uas|timer|INVITE, UPDATE|1800;refresher=uas|timer",
                "1800|replaces|INVITE, UPDATE|1800;refresher=uas|none",
                "1800|replaces|INVITE|none|none",
                "60|replaces|INVITE, UPDATE|none|none",
                "1800 ; refresher = uac|timer|INVITE|1800;refresher=uac|timer",
                "1800;x=\";refresher=uas\";refresher=UAC;|timer|INVITE|1800;refresher=uac|timer"
            })
    void whoRefreshes(String expires, String supported, String allow, String answered, String required) {
        var invite = invite(expires, supported, allow);
        var response = SipResponse.to(invite, 200);
        SessionTimer.asked(invite).ifPresent(timer -> timer.write(response));
        assertThat(response.value(HeaderName.SESSION_EXPIRES).orElse("none")).isEqualTo(answered);
        assertThat(response.value(HeaderName.REQUIRE).orElse("none")).isEqualTo(required);
    }

    @Test
    void nobodyAsks() {
        assertThat(SessionTimer.asked(invite("", "timer", "UPDATE"))).isEmpty();
    }

    @Test
    void tooShort() {
        assertThatThrownBy(() -> SessionTimer.asked(invite("89", "timer", "UPDATE")))
                .isInstanceOfSatisfying(SipFailure.class, failure -> {
                    var response = SipResponse.to(invite("89", "timer", ""), failure);
                    failure.explain(response);
                    assertThat(failure.status()).isEqualTo(422);
                    assertThat(response.value(HeaderName.MIN_SE)).contains("90");
                });
    }

    @Test
    void whatIsGranted() {
        var response = SipResponse.to(invite("", "timer", ""), 200);
        assertThat(SessionTimer.granted(response)).isEmpty();
        response.append(HeaderName.SESSION_EXPIRES, "600;refresher=uac");
        assertThat(SessionTimer.granted(response))
                .isEqualTo(Optional.of(new SessionTimer(Duration.ofMinutes(10), true, true)));
    }

    /** §10: a third of a short one, else 32 seconds. */
    @Test
    void whenItEnds() {
        assertThat(new SessionTimer(Duration.ofSeconds(90), false, true).end()).isEqualTo(Duration.ofSeconds(60));
        assertThat(new SessionTimer(Duration.ofSeconds(1800), false, true).end())
                .isEqualTo(Duration.ofSeconds(1768));
    }
}
