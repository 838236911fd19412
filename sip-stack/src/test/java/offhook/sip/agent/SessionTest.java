package offhook.sip.agent;

import static offhook.sip.agent.CallerUnderTest.OFFER;
import static offhook.sip.agent.CallerUnderTest.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import offhook.sip.message.HeaderName;
import org.junit.jupiter.api.Test;

/** Within a call that is answered and acknowledged. */
class SessionTest {

    private final CallerUnderTest romeo = new CallerUnderTest(true);

    @Test
    void theyHangUp() {
        romeo.talks().says("BYE", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
        romeo.world.time().run();
        assertThat(romeo.heard).containsExactly("THEY_HUNG_UP");
        romeo.says("INFO", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(481);
        assertThat(romeo.ours.dialogs().size()).isZero();
    }

    /** RFC 3261 §15.1.2: also before the ACK. */
    @Test
    void theyHangUpAtOnce() {
        romeo.invites(OFFER);
        romeo.answered();
        romeo.says("BYE", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
        romeo.world.pass(Duration.ofMinutes(1));
        assertThat(romeo.romeo.unread()).isEmpty();
        assertThat(romeo.heard).containsExactly("THEY_HUNG_UP");
    }

    @Test
    void weHangUp() {
        romeo.talks().session.hangUp();
        romeo.session.hangUp();
        var bye = romeo.hears();
        assertThat(bye.startLine()).isEqualTo("BYE sip:romeo@192.0.2.1 SIP/2.0");
        assertThat(bye.cseq().number()).isEqualTo(1);
        romeo.accepts(bye);
        assertThat(romeo.heard).containsExactly("WE_HUNG_UP");
        assertThat(romeo.romeo.unread()).isEmpty();
    }

    @Test
    void held() {
        romeo.talks().says("INVITE", OFFER);
        var ok = romeo.answered();
        assertThat(new String(ok.body(), StandardCharsets.UTF_8)).isEqualTo(OURS);
        assertThat(ok.has(HeaderName.CONTACT)).isTrue();
        romeo.world.pass(Duration.ofMillis(500));
        assertThat(romeo.answered().toString()).isEqualTo(ok.toString());
        romeo.acknowledges("");
        romeo.world.pass(Duration.ofMinutes(1));
        assertThat(romeo.heard).containsExactly("offered");
        assertThat(romeo.romeo.unread()).isEmpty();
    }

    /** RFC 3261 §14.2: what was agreed on before still holds. */
    @Test
    void anOfferOfNoUse() {
        romeo.talks().usable = false;
        romeo.says("INVITE", OFFER);
        assertThat(romeo.romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 488 Not Acceptable Here");
        romeo.says("BYE", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
    }

    @Test
    void askedForOurOffer() {
        romeo.talks().says("INVITE", "");
        romeo.answered();
        // RFC 3311 §5.2: a second offer has to wait for the answer to the first.
        romeo.says("UPDATE", OFFER);
        assertThat(romeo.romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 491 Request Pending");
        romeo.says("UPDATE", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
    }

    @Test
    void theirAnswerComesInTheAck() {
        romeo.talks().says("INVITE", "");
        romeo.answered();
        romeo.acknowledges(OFFER);
        assertThat(romeo.heard).containsExactly("answered");
    }

    @Test
    void update() {
        romeo.talks().says("UPDATE", OFFER);
        var ok = romeo.romeo.nextResponse();
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.hasBody()).isTrue();
        romeo.says("UPDATE", "");
        assertThat(romeo.romeo.nextResponse().hasBody()).isFalse();
        romeo.world.pass(Duration.ofMinutes(1));
        assertThat(romeo.romeo.unread()).isEmpty();
    }

    @Test
    void keys() {
        romeo.talks().says("INFO", "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
        romeo.says("INFO", "x", "Content-Type: text/plain");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(415);
        romeo.says("INFO", "", "Info-Package: poc-settings");
        assertThat(romeo.romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 469 Bad Info Package");
        assertThat(romeo.heard).containsExactly("digit 5");
    }

    @Test
    void otherMethods() {
        romeo.talks().says("OPTIONS", "");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(200);
        romeo.says("REFER", "", "Refer-To: <sip:mercutio@verona.example>");
        var refused = romeo.romeo.nextResponse();
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.values(HeaderName.ALLOW)).contains("BYE");
    }

    /** RFC 4028 §10: whoever was to refresh it has gone. */
    @Test
    void nobodyRefreshes() {
        romeo.talks("Session-Expires: 90", "Supported: timer");
        romeo.world.pass(Duration.ofSeconds(59));
        romeo.says("UPDATE", "", "Session-Expires: 90;refresher=uac", "Supported: timer");
        assertThat(romeo.romeo.nextResponse().value(HeaderName.SESSION_EXPIRES)).contains("90;refresher=uac");
        romeo.world.pass(Duration.ofSeconds(59));
        assertThat(romeo.romeo.unread()).isEmpty();
        romeo.world.pass(Duration.ofSeconds(1));
        assertThat(romeo.hears().startLine()).startsWith("BYE ");
        romeo.world.time().run();
        assertThat(romeo.heard).containsExactly("EXPIRED");
    }

    @Test
    void weRefresh() {
        romeo.talks("Session-Expires: 1800;refresher=uas", "Supported: timer", "Allow: INVITE, UPDATE");
        romeo.world.pass(Duration.ofMinutes(15));
        var update = romeo.hears();
        assertThat(update.startLine()).startsWith("UPDATE ");
        assertThat(update.value(HeaderName.SESSION_EXPIRES)).contains("1800;refresher=uac");
        romeo.accepts(update, "Session-Expires: 1800;refresher=uac");
        romeo.world.pass(Duration.ofMinutes(15));
        var again = romeo.hears();
        romeo.romeo.answer(again, 481, "x");
        romeo.world.time().run();
        assertThat(romeo.heard).containsExactly("GONE");
    }
}
