package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.sip.auth.Login;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transaction.ServerTransaction;
import org.junit.jupiter.api.Test;

/** RFC 3261 §13.2, §9.1 and §14.1 on the wire. */
class OutgoingCallTest {

    private static final Uri OURS = Uri.parse("sip:juliet@capulet.example");
    private static final Uri THEIRS = Uri.parse("sip:202@pbx.example");
    private static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.200\r\ns=-\r\nc=IN IP4 192.0.2.200\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private final SipWorld world = new SipWorld();
    private final AgentWorld ours = new AgentWorld(world, new Zone().address("pbx.example", "192.0.2.200"));
    private final Agent agent = ours.agent();
    private final SipPeer pbx = world.peer("192.0.2.200:5060");
    private final Heard heard = new Heard();

    /** Writes down what it is told. */
    private static final class Heard implements OutgoingListener {

        final List<String> told = new ArrayList<>();
        OpenDialog dialog;

        @Override
        public void rings(SipResponse response) {
            told.add("rings " + response.status());
        }

        @Override
        public void answered(OpenDialog open, SipResponse response) {
            dialog = open;
            told.add("answered");
        }

        @Override
        public void refused(SipResponse response) {
            told.add("refused " + response.status());
        }

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            told.add(request.method().name());
            transaction.respond(transaction.response(200));
        }
    }

    private OutgoingCall call(Optional<Login> login) {
        var invite = agent.request(Method.INVITE, THEIRS, OURS, THEIRS);
        return agent.invite(invite, login, agent::way, heard);
    }

    private OutgoingCall call() {
        return call(Optional.empty());
    }

    private void answer(SipRequest invite, int status, String tag) {
        var response = SipResponse.to(invite, status);
        response.tagTo(tag);
        if (status > 100 && status < 300) {
            response.append(HeaderName.CONTACT, "<sip:" + tag + "@192.0.2.200>");
        }
        if (status == 200) {
            response.setBody("application/sdp", OFFER.getBytes(StandardCharsets.UTF_8));
        }
        pbx.send(response);
        world.time().run();
    }

    private static String body(SipRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    @Test
    void itRingsIsAnsweredAndAcknowledged() {
        var call = call();
        var invite = pbx.nextRequest();
        assertThat(invite.value(HeaderName.CONTACT)).contains("<sip:192.0.2.100:5060>");
        answer(invite, 100, "x");
        answer(invite, 180, "a");
        answer(invite, 200, "a");
        assertThat(heard.told).containsExactly("rings 180", "answered");
        assertThat(pbx.unread()).as("the ACK waits for the answer").isEmpty();
        call.take(Optional.of("v=0\r\n"));
        var ack = pbx.nextRequest();
        assertThat(ack.startLine()).isEqualTo("ACK sip:a@192.0.2.200 SIP/2.0");
        assertThat(ack.cseq().number()).isEqualTo(invite.cseq().number());
        assertThat(body(ack)).isEqualTo("v=0\r\n");
        assertThat(ack.topVia().branch()).isNotEqualTo(invite.topVia().branch());
    }

    @Test
    void aRepeatedAnswerIsAcknowledgedAgain() {
        var call = call();
        var invite = pbx.nextRequest();
        answer(invite, 200, "a");
        answer(invite, 200, "a");
        assertThat(pbx.unread()).isEmpty();
        call.take(Optional.of("v=0\r\n"));
        pbx.nextRequest();
        answer(invite, 200, "a");
        assertThat(body(pbx.nextRequest())).isEqualTo("v=0\r\n");
        assertThat(heard.told).containsExactly("answered");
    }

    /** §13.2.2.4: "the UAC MUST acknowledge and then terminate". */
    @Test
    void ofTwoPhonesThatArePickedUpOneIsHungUp() {
        var call = call();
        var invite = pbx.nextRequest();
        answer(invite, 200, "a");
        call.take(Optional.of("v=0\r\n"));
        pbx.nextRequest();
        answer(invite, 200, "b");
        var ack = pbx.nextRequest();
        assertThat(ack.startLine()).isEqualTo("ACK sip:b@192.0.2.200 SIP/2.0");
        assertThat(body(ack)).contains("m=audio 0 RTP/AVP 0");
        var bye = pbx.nextRequest();
        assertThat(bye.startLine()).isEqualTo("BYE sip:b@192.0.2.200 SIP/2.0");
        pbx.answer(bye, 200, "b");
        answer(invite, 200, "b");
        assertThat(pbx.nextRequest().startLine()).startsWith("ACK sip:b@");
        assertThat(heard.told).containsExactly("answered");
        assertThat(ours.dialogs().size()).isOne();
    }

    /** §9.1: no CANCEL before a provisional response. */
    @Test
    void aCancelWaitsForAProvisionalResponse() {
        var call = call();
        var invite = pbx.nextRequest();
        call.giveUp(List.of("SIP;cause=487"));
        assertThat(pbx.unread()).isEmpty();
        answer(invite, 180, "a");
        var cancel = pbx.nextRequest();
        assertThat(cancel.method()).isEqualTo(Method.CANCEL);
        assertThat(cancel.value(HeaderName.REASON)).contains("SIP;cause=487");
        pbx.answer(cancel, 200, "a");
        answer(invite, 487, "a");
        assertThat(pbx.nextRequest().method()).isEqualTo(Method.ACK);
        assertThat(heard.told).containsExactly("refused 487");
    }

    @Test
    void anAnswerThatCrossesTheCancelIsAcknowledgedAndHungUp() {
        var call = call();
        var invite = pbx.nextRequest();
        answer(invite, 180, "a");
        call.giveUp(List.of());
        pbx.nextRequest();
        answer(invite, 200, "a");
        assertThat(pbx.nextRequest().startLine()).isEqualTo("ACK sip:a@192.0.2.200 SIP/2.0");
        assertThat(pbx.nextRequest().method()).isEqualTo(Method.BYE);
        assertThat(heard.told).containsExactly("rings 180", "refused 487");
        assertThat(ours.dialogs().size()).isZero();
    }

    @Test
    void whatWasAnsweredIsGivenUpByBye() {
        var call = call();
        var invite = pbx.nextRequest();
        answer(invite, 200, "a");
        call.take(Optional.empty());
        pbx.nextRequest();
        call.giveUp(List.of());
        assertThat(pbx.nextRequest().method()).isEqualTo(Method.BYE);
        call.giveUp(List.of());
        assertThat(ours.dialogs().size()).isZero();
    }

    @Test
    void refusalsAndSilenceAreTold() {
        call();
        answer(pbx.nextRequest(), 486, "a");
        assertThat(pbx.nextRequest().method()).isEqualTo(Method.ACK);
        call();
        pbx.clear();
        world.pass(Duration.ofSeconds(33));
        assertThat(heard.told).containsExactly("refused 486", "refused 408");
    }

    /** §22.1: the ACK has the credentials of the INVITE. */
    @Test
    void aChallengeIsAnswered() {
        var call = call(Optional.of(new Login("offhook", "secret")));
        var first = pbx.nextRequest();
        var challenge = SipResponse.to(first, 407);
        challenge.tagTo("c");
        challenge.append(HeaderName.PROXY_AUTHENTICATE, "Digest realm=\"pbx.example\",nonce=\"n\"");
        pbx.send(challenge);
        assertThat(pbx.nextRequest().method()).isEqualTo(Method.ACK);
        var again = pbx.nextRequest();
        assertThat(again.cseq().number()).isEqualTo(2);
        answer(again, 200, "a");
        call.take(Optional.empty());
        var ack = pbx.nextRequest();
        assertThat(ack.cseq().number()).isEqualTo(2);
        assertThat(ack.has(HeaderName.PROXY_AUTHORIZATION)).isTrue();
    }

    @Test
    void anAnswerWithoutContactIsNone() {
        call();
        pbx.answer(pbx.nextRequest(), 200, "a");
        world.time().run();
        assertThat(heard.told).containsExactly("refused 500");
    }

    @Test
    void noMoreAnswersAreKeptThanPhonesMayRing() {
        var call = call();
        var invite = pbx.nextRequest();
        answer(invite, 200, "a");
        call.take(Optional.empty());
        for (int i = 0; i < 200; i++) {
            answer(invite, 200, "t" + i);
        }
        assertThat(pbx.unread()).hasSize(1 + 2 * 59);
    }

    private OpenDialog talking() {
        var call = call();
        answer(pbx.nextRequest(), 200, "a");
        call.take(Optional.empty());
        pbx.nextRequest();
        return heard.dialog;
    }

    @Test
    void requestsOfTheOtherEndAreHeard() {
        var dialog = talking();
        var bye = new SipRequest(Method.BYE, Uri.parse("sip:192.0.2.100"));
        bye.append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.200:5060;branch=z9hG4bKb");
        bye.append(HeaderName.FROM, dialog.state().remote().toString());
        bye.append(HeaderName.TO, dialog.state().local().toString());
        bye.append(HeaderName.CALL_ID, dialog.state().callId());
        bye.append(HeaderName.CSEQ, "1 BYE");
        pbx.send(bye);
        assertThat(pbx.nextResponse().status()).isEqualTo(200);
        assertThat(heard.told).contains("BYE");
    }

    @Test
    void aReinviteIsAcknowledgedAsOftenAsItIsAnswered() {
        var dialog = talking();
        var ended = new ArrayList<Integer>();
        var reinvite = dialog.reinvite(request -> {}, exchange -> ended.add(exchange.status()));
        var sent = pbx.nextRequest();
        assertThat(sent.cseq().number()).isEqualTo(2);
        answer(sent, 200, "a");
        reinvite.acknowledge(Optional.of("v=0\r\n"));
        answer(sent, 200, "a");
        assertThat(List.of(body(pbx.nextRequest()), body(pbx.nextRequest()))).containsOnly("v=0\r\n");
        assertThat(ended).containsExactly(200);
    }

    /** §14.1: "a value between 2.1 and 4 seconds". */
    @Test
    void aReinviteThatMeetsAnotherIsSentAgain() {
        var dialog = talking();
        var ended = new ArrayList<Integer>();
        dialog.reinvite(request -> {}, exchange -> ended.add(exchange.status()));
        answer(pbx.nextRequest(), 491, "a");
        pbx.nextRequest();
        world.pass(Duration.ofMillis(2050));
        assertThat(pbx.unread()).isEmpty();
        world.pass(Duration.ofSeconds(2));
        var again = pbx.nextRequest();
        assertThat(again.cseq().number()).isEqualTo(3);
        answer(again, 200, "a");
        assertThat(ended).containsExactly(200);
    }

    @Test
    void aReinviteThatMeetsOthersAgainAndAgainIsGivenUp() {
        var dialog = talking();
        var ended = new ArrayList<Integer>();
        dialog.reinvite(request -> {}, exchange -> ended.add(exchange.status()));
        for (int i = 0; i < 6; i++) {
            var sent = pbx.nextRequest();
            pbx.clear(); // repetitions
            answer(sent, 491, "a");
            assertThat(pbx.nextRequest().method()).isEqualTo(Method.ACK);
            world.pass(Duration.ofSeconds(4));
        }
        assertThat(ended).containsExactly(491);
    }
}
