package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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
import org.junit.jupiter.api.Test;

class AgentTest {

    private static final Uri OURS = Uri.parse("sip:offhook@capulet.example");
    private static final Uri LAMP = Uri.parse("sip:201@pbx.example");

    private final SipWorld world = new SipWorld();
    private final Zone zone = new Zone().address("pbx.example", "192.0.2.200");
    private final AgentWorld ours = new AgentWorld(world, zone);
    private final Agent agent = ours.agent();
    private final SipPeer pbx = world.peer("192.0.2.200:5060");
    private final List<Exchange> ended = new ArrayList<>();

    private SipRequest subscribe() {
        var request = agent.request(Method.SUBSCRIBE, LAMP, OURS, LAMP);
        request.append(HeaderName.EVENT, "dialog");
        return request;
    }

    private void send(SipRequest request, Optional<Login> login) {
        agent.send(request, agent.way(request.uri()), login, ended::add);
    }

    private static SipResponse accepted(SipRequest request) {
        var response = SipResponse.to(request, 200);
        response.tagTo("pbx");
        response.append(HeaderName.CONTACT, "<sip:192.0.2.200>");
        return response;
    }

    @Test
    void aRequestHasAllThatItNeeds() {
        send(subscribe(), Optional.empty());
        var sent = pbx.nextRequest();
        assertThat(sent.startLine()).isEqualTo("SUBSCRIBE sip:201@pbx.example SIP/2.0");
        assertThat(sent.value(HeaderName.CONTACT)).contains("<sip:192.0.2.100:5060>");
        assertThat(sent.from().tag()).isPresent();
        assertThat(sent.isInDialog()).isFalse();
        pbx.send(accepted(sent));
        world.time().run();
        assertThat(ended).singleElement().satisfies(end -> assertThat(end.isSuccess())
                .isTrue());
    }

    /** RFC 3261 §22.2, RFC 8760 §2.4: the first one that can be answered. */
    @Test
    void aChallengeIsAnswered() {
        send(subscribe(), Optional.of(new Login("offhook", "secret", new SplittableRandom(1))));
        challenge(pbx.nextRequest());
        var again = pbx.nextRequest();
        assertThat(again.cseq().number()).isEqualTo(2);
        assertThat(again.value(HeaderName.AUTHORIZATION).orElseThrow())
                .startsWith(
                        "Digest username=\"offhook\",realm=\"pbx.example\",nonce=\"n1\",uri=\"sip:201@pbx.example\"")
                .contains(",algorithm=SHA-256,opaque=\"o\",qop=auth,nc=00000001,cnonce=\"");
        pbx.send(accepted(again));
        world.time().run();
        assertThat(ended.get(0).request().cseq().number()).isEqualTo(2);
    }

    private void challenge(SipRequest request) {
        var response = SipResponse.to(request, 401);
        response.tagTo("c");
        response.append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"pbx.example\",nonce=\"n0\",algorithm=SHA3-512");
        response.append(
                HeaderName.WWW_AUTHENTICATE,
                "Digest realm=\"pbx.example\",nonce=\"n1\",opaque=\"o\",algorithm=SHA-256,qop=\"auth,auth-int\"");
        response.append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"pbx.example\",nonce=\"n2\"");
        pbx.send(response);
    }

    @Test
    void aWrongPasswordIsNotTriedForEver() {
        send(subscribe(), Optional.of(new Login("offhook", "wrong")));
        for (int i = 0; i < 3; i++) {
            challenge(pbx.nextRequest());
        }
        assertThat(pbx.unread()).isEmpty();
        assertThat(ended).singleElement().extracting(Exchange::status).isEqualTo(401);
    }

    @Test
    void withoutALoginAChallengeIsTheEnd() {
        send(subscribe(), Optional.empty());
        challenge(pbx.nextRequest());
        world.time().run();
        assertThat(ended).singleElement().extracting(Exchange::status).isEqualTo(401);
    }

    /** RFC 3261 §8.1.3.1. */
    @Test
    void silenceIsATimeout() {
        send(subscribe(), Optional.empty());
        world.pass(Duration.ofSeconds(33));
        assertThat(ended).singleElement().extracting(Exchange::status).isEqualTo(408);
    }

    @Test
    void aNameThatNobodyKnowsIsUnavailable() {
        send(agent.request(Method.SUBSCRIBE, Uri.parse("sip:nowhere.example"), OURS, LAMP), Optional.empty());
        world.time().run();
        assertThat(ended).singleElement().extracting(Exchange::status).isEqualTo(503);
    }

    /** RFC 3263 §4.3. */
    @Test
    void theNextServerIsTried() {
        zone.address("pbx.example", "192.0.2.201");
        pbx.unplug();
        send(subscribe(), Optional.empty());
        var other = world.peer("192.0.2.201:5060");
        other.send(accepted(other.nextRequest()));
        world.time().run();
        assertThat(ended).singleElement().extracting(Exchange::status).isEqualTo(200);
    }

    private OpenDialog opened(DialogListener listener) {
        send(subscribe(), Optional.empty());
        var sent = pbx.nextRequest();
        pbx.send(accepted(sent));
        world.time().run();
        var end = ended.remove(0);
        return agent.open(Dialog.ofUac(end.request(), end.response()), Optional.empty(), agent::way, listener);
    }

    private static SipRequest notifyIn(Dialog state, int number) {
        var notify = new SipRequest(Method.NOTIFY, Uri.parse("sip:192.0.2.100"));
        notify.append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.200:5060;branch=z9hG4bKn" + number);
        notify.append(HeaderName.FROM, state.remote().toString());
        notify.append(HeaderName.TO, state.local().toString());
        notify.append(HeaderName.CALL_ID, state.callId());
        notify.append(HeaderName.CSEQ, number + " NOTIFY");
        notify.append(HeaderName.CONTACT, "<sip:192.0.2.200>");
        return notify;
    }

    @Test
    void requestsWithinTheDialogReachItsListener() {
        var got = new ArrayList<String>();
        var dialog = opened((transaction, request) -> {
            got.add(request.startLine());
            transaction.respond(transaction.response(200));
        });
        pbx.send(notifyIn(dialog.state(), 5));
        assertThat(pbx.nextResponse().status()).isEqualTo(200);
        assertThat(got).containsExactly("NOTIFY sip:192.0.2.100 SIP/2.0");
        assertThat(dialog.state().remoteSeq()).isEqualTo(5);
    }

    @Test
    void whatIsOlderIsRefusedAndWhatIsOutsideToo() {
        var dialog = opened((transaction, request) -> transaction.respond(transaction.response(200)));
        pbx.send(notifyIn(dialog.state(), 5));
        pbx.send(notifyIn(dialog.state(), 4));
        assertThat(pbx.nextResponse().status()).isEqualTo(200);
        assertThat(pbx.nextResponse().status()).isEqualTo(500);
        dialog.close();
        pbx.send(notifyIn(dialog.state(), 6));
        assertThat(pbx.nextResponse().status()).isEqualTo(481);
        assertThat(ours.dialogs().size()).isZero();
    }

    /** Credentials make a second request, and a later one counts on from there. */
    @Test
    void numbersGoOnAfterAChallenge() {
        send(subscribe(), Optional.empty());
        pbx.send(accepted(pbx.nextRequest()));
        world.time().run();
        var end = ended.remove(0);
        var dialog = agent.open(
                Dialog.ofUac(end.request(), end.response()),
                Optional.of(new Login("offhook", "secret")),
                agent::way,
                (transaction, request) -> {});
        dialog.send(Method.SUBSCRIBE, request -> request.append(HeaderName.EVENT, "dialog"), ended::add);
        challenge(pbx.nextRequest());
        var again = pbx.nextRequest();
        assertThat(again.cseq().number()).isEqualTo(3);
        pbx.send(accepted(again));
        world.time().run();
        dialog.send(Method.SUBSCRIBE, request -> {}, ended::add);
        var next = pbx.nextRequest();
        assertThat(next.cseq().number()).isEqualTo(4);
        assertThat(next.value(HeaderName.AUTHORIZATION).orElseThrow()).contains("nc=00000002");
    }

    /** RFC 6665 §4.4.1: a NOTIFY may overtake the 2xx. */
    @Test
    void aNotifyMayComeFirst() {
        var request = subscribe();
        var tag = request.from().tag().orElseThrow();
        var opened = new ArrayList<OpenDialog>();
        agent.expect(request.callId(), tag, (transaction, notify) -> {
            opened.add(
                    agent.open(Dialog.ofNotify(request, notify), Optional.empty(), agent::way, (again, other) -> {}));
            transaction.respond(transaction.response(200));
        });
        send(request.copy(), Optional.empty());
        var dialog = Dialog.ofUac(request, accepted(pbx.nextRequest()));
        pbx.send(notifyIn(dialog, 1));
        assertThat(pbx.nextResponse().status()).isEqualTo(200);
        assertThat(opened)
                .singleElement()
                .satisfies(open -> assertThat(open.state().id()).isEqualTo(dialog.id()));
        agent.unexpect(request.callId(), tag);
    }
}
