package offhook.sip.agent;

import static offhook.sip.agent.CallerUnderTest.OFFER;
import static offhook.sip.agent.CallerUnderTest.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/** From the INVITE to the ACK: RFC 3261 §13.3. */
class IncomingCallTest {

    private final CallerUnderTest romeo = new CallerUnderTest(true);

    @Test
    void theAnswerHasAllThatItNeeds() {
        romeo.invites(OFFER, "Record-Route: <sip:192.0.2.1;lr>");
        assertThat(romeo.call.offer()).contains(OFFER);
        var ok = romeo.answered();
        assertThat(ok.startLine()).isEqualTo("SIP/2.0 200 OK");
        assertThat(ok.to().tag()).isPresent();
        assertThat(ok.value(HeaderName.CONTACT)).contains("<sip:192.0.2.100:5060>");
        assertThat(ok.value(HeaderName.RECORD_ROUTE)).contains("<sip:192.0.2.1;lr>");
        assertThat(ok.values(HeaderName.ALLOW)).contains("INVITE", "UPDATE", "INFO");
        assertThat(body(ok)).isEqualTo(OURS);
        romeo.acknowledges("");
        romeo.world.pass(Duration.ofMinutes(1));
        assertThat(romeo.romeo.unread()).isEmpty();
        assertThat(romeo.heard).isEmpty();
    }

    private static String body(SipResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** §13.3.1.4: at 0.5, 1.5, 3.5, 7.5, 11.5 … seconds, until 32 have passed; then the call is given up. */
    @Test
    void theAnswerIsRepeatedUntilItsAckComes() {
        romeo.invites(OFFER);
        var ok = romeo.answered().toString();
        romeo.world.pass(Duration.ofMillis(499));
        assertThat(romeo.romeo.unread()).isEmpty();
        romeo.world.pass(Duration.ofMillis(1));
        assertThat(romeo.answered()).hasToString(ok);
        romeo.world.pass(Duration.ofSeconds(11));
        assertThat(romeo.romeo.unread()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            romeo.answered();
        }
        romeo.acknowledges("");
        romeo.world.pass(Duration.ofMinutes(1));
        assertThat(romeo.romeo.unread()).isEmpty();
    }

    @Test
    void whoNeverAcknowledgesIsHungUp() {
        romeo.invites(OFFER);
        romeo.world.pass(Duration.ofSeconds(32));
        assertThat(romeo.romeo.unread()).contains("BYE sip:romeo@192.0.2.1 SIP/2.0");
        assertThat(romeo.heard).containsExactly("NOT_ACKNOWLEDGED");
        assertThat(romeo.ours.dialogs().size()).isZero();
    }

    @Test
    void anInviteThatComesAgainIsTheSame() {
        romeo.invites(OFFER);
        var first = romeo.call;
        romeo.answered();
        romeo.acknowledges("");
        assertThat(romeo.call).isSameAs(first);
    }

    /** §13.2.1: without an offer of theirs, ours is in the 200 and their answer in the ACK. */
    @Test
    void ourOffer() {
        romeo.invites("");
        assertThat(romeo.call.offer()).isEmpty();
        assertThat(body(romeo.answered())).isEqualTo(OURS);
        romeo.acknowledges(OFFER);
        assertThat(romeo.heard).containsExactly("answered");
    }

    @Test
    void anAckWithoutTheAnswerEndsTheCall() {
        romeo.invites("");
        romeo.answered();
        romeo.acknowledges("");
        assertThat(romeo.hears().startLine()).isEqualTo("BYE sip:romeo@192.0.2.1 SIP/2.0");
        romeo.world.time().run();
        assertThat(romeo.heard).containsExactly("WE_HUNG_UP");
    }

    @Test
    void anAnswerThatIsOfNoUseEndsTheCall() {
        romeo.usable = false;
        romeo.invites("");
        romeo.answered();
        romeo.acknowledges(OFFER);
        assertThat(romeo.hears().startLine()).startsWith("BYE ");
    }

    /** §15: our BYE waits for the ACK. */
    @Test
    void hangingUpBeforeTheAck() {
        romeo.invites(OFFER);
        romeo.answered();
        romeo.session.hangUp();
        assertThat(romeo.romeo.unread()).isEmpty();
        romeo.acknowledges("");
        assertThat(romeo.hears().startLine()).isEqualTo("BYE sip:romeo@192.0.2.1 SIP/2.0");
        romeo.world.time().run();
        assertThat(romeo.heard).containsExactly("WE_HUNG_UP");
    }

    @Test
    void givenUpBeforeTheAnswer() {
        var caller = new CallerUnderTest(false);
        caller.invites(OFFER);
        caller.cancels();
        assertThat(caller.romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 200 OK");
        assertThat(caller.romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 487 Request Terminated");
        assertThat(caller.heard).containsExactly("cancelled");
        assertThat(caller.call.isOpen()).isFalse();
    }

    /** §17.2.1: who must wait is told after 200 ms. */
    @Test
    void refusedLater() {
        var caller = new CallerUnderTest(false);
        caller.invites(OFFER);
        caller.world.pass(Duration.ofMillis(200));
        assertThat(caller.romeo.nextResponse().status()).isEqualTo(100);
        caller.call.refuse(new SipFailure(486));
        assertThat(caller.romeo.nextResponse().status()).isEqualTo(486);
        caller.cancels();
        assertThat(caller.heard).isEmpty();
    }

    @Test
    void whatWeDoNotKnowIsRefused() {
        romeo.invites(OFFER, "Require: 100rel, precondition");
        var refused = romeo.romeo.nextResponse();
        assertThat(refused.startLine()).isEqualTo("SIP/2.0 420 Bad Extension");
        assertThat(refused.values(HeaderName.UNSUPPORTED)).containsExactly("precondition");
    }

    /** RFC 3262 §3: reliable are to be the provisional responses, and there are none. */
    @Test
    void reliabilityIsGranted() {
        romeo.invites(OFFER, "Require: 100rel");
        assertThat(romeo.answered().status()).isEqualTo(200);
        romeo.acknowledges("");
        romeo.says("PRACK", "", "RAck: 1 1 INVITE");
        assertThat(romeo.romeo.nextResponse().status()).isEqualTo(481);
    }

    @Test
    void anotherBodyIsRefused() {
        romeo.invites("<xml/>", "Content-Type: application/xml");
        var refused = romeo.romeo.nextResponse();
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.value(HeaderName.ACCEPT)).contains("application/sdp");
    }

    /** RFC 4028 §9. */
    @Test
    void aSessionTimerThatIsTooShortIsRefused() {
        romeo.invites(OFFER, "Session-Expires: 30", "Supported: timer");
        var refused = romeo.romeo.nextResponse();
        assertThat(refused.startLine()).isEqualTo("SIP/2.0 422 Session Interval Too Small");
        assertThat(refused.value(HeaderName.MIN_SE)).contains("90");
    }
}
