package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Reason;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;
import org.junit.jupiter.api.Test;

/** The layer as a whole: which transaction a message belongs to, and what goes over the wire when. */
class TransactionLayerTest {

    private static final String INVITE =
            """
            INVITE sip:juliet@capulet.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKabc
            Max-Forwards: 70
            From: <sip:romeo@montague.example>;tag=r
            To: <sip:juliet@capulet.example>
            Call-ID: balcony
            CSeq: 1 INVITE
            Content-Length: 0

            """;

    private final SipWorld world = new SipWorld();
    private final List<String> log = new ArrayList<>();
    private final TransactionLayer layer = world.layer(it -> new Recorder());
    private final SipPeer romeo = world.peer("192.0.2.1:5060");
    private final SipPeer juliet = world.peer("192.0.2.2:5060");
    private ServerTransaction server;

    private static String named(String message, String method) {
        return message.replace("INVITE sip", method + " sip").replace("1 INVITE", "1 " + method);
    }

    private static String ack(String tag) {
        return named(INVITE, "ACK")
                .replace("To: <sip:juliet@capulet.example>", "To: <sip:juliet@capulet.example>;tag=" + tag);
    }

    private SipRequest invite() {
        return (SipRequest) MessageReader.parse(INVITE.replace("\n", "\r\n"));
    }

    private ClientTransaction send(SipRequest request) {
        return layer.send(request, new Target(Protocol.UDP, juliet.address()), new Responses());
    }

    // Server side

    @Test
    void anInviteThatComesAgainIsAnsweredAgainAndNotTold() {
        romeo.send(INVITE);
        romeo.send(INVITE);
        assertThat(log).containsExactly("INVITE");
        assertThat(world.unread()).isEmpty();
        world.pass(Duration.ofMillis(200));
        assertThat(romeo.nextResponse().status()).isEqualTo(100);
        romeo.send(INVITE);
        assertThat(romeo.nextResponse().status()).isEqualTo(100);
        server.respond(server.response(180));
        romeo.send(INVITE);
        assertThat(romeo.unread()).containsExactly("SIP/2.0 180 Ringing", "SIP/2.0 180 Ringing");
        assertThat(log).containsExactly("INVITE");
    }

    @Test
    void aQuickAnswerSparesThe100() {
        romeo.send(INVITE);
        server.respond(server.response(180));
        world.pass(Duration.ofSeconds(1));
        assertThat(romeo.unread()).containsExactly("SIP/2.0 180 Ringing");
    }

    @Test
    void aRefusalIsRepeatedUntilTheAck() {
        romeo.send(INVITE);
        server.refuse(new SipFailure(486));
        world.pass(Duration.ofMillis(3500));
        assertThat(romeo.unread()).hasSize(4); // at 0, 0.5, 1.5 and 3.5 s
        String tag = romeo.nextResponse().to().tag().orElseThrow();
        romeo.clear();
        romeo.send(ack(tag));
        world.pass(Duration.ofSeconds(40));
        assertThat(romeo.unread()).isEmpty();
        assertThat(log).containsExactly("INVITE");
        assertNothingKept();
    }

    @Test
    void aRefusalWithoutAckIsGivenUp() {
        romeo.send(INVITE);
        server.refuse(new SipFailure(486));
        world.pass(Duration.ofSeconds(32));
        assertThat(log).containsExactly("INVITE", "failed TIMEOUT");
        assertThat(romeo.unread()).hasSize(11);
        assertNothingKept();
    }

    /** RFC 6026: after a 2xx the INVITE is absorbed, further 2xx pass, and so do the ACKs. */
    @Test
    void anAcceptedInviteAbsorbsItsRepetitions() {
        romeo.send(INVITE);
        server.respond(server.response(200));
        romeo.send(INVITE);
        assertThat(romeo.unread()).containsExactly("SIP/2.0 200 OK");
        romeo.send(ack("j"));
        romeo.send(ack("j").replace("z9hG4bKabc", "z9hG4bKother"));
        assertThat(log).containsExactly("INVITE", "ACK", "ACK");
        world.pass(Duration.ofSeconds(32));
        assertNothingKept();
    }

    @Test
    void aChallengeLeavesNothingBehind() {
        romeo.send(INVITE);
        server.respondStatelessly(server.response(407));
        var challenge = romeo.nextResponse();
        assertNothingKept();
        romeo.send(INVITE);
        server.respondStatelessly(server.response(407));
        assertThat(romeo.nextResponse().to()).isEqualTo(challenge.to());
        romeo.send(ack(challenge.to().tag().orElseThrow()));
        assertThat(log).containsExactly("INVITE", "INVITE");
        server.respond(SipResponse.to(invite(), 200));
        assertThat(world.unread()).isEmpty();
    }

    /** RFC 3261 §9.2. */
    @Test
    void aCancelFindsItsInvite() {
        romeo.send(INVITE);
        romeo.send(named(INVITE, "CANCEL"));
        assertThat(romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 200 OK");
        assertThat(log).containsExactly("INVITE", "cancelled");
        server.refuse(new SipFailure(487));
        assertThat(romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 487 Request Terminated");
        romeo.send(named(INVITE, "CANCEL"));
        assertThat(romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 200 OK");
        assertThat(log).containsExactly("INVITE", "cancelled");
    }

    @Test
    void aCancelAfterTheFinalResponseChangesNothing() {
        romeo.send(INVITE);
        server.respond(server.response(200));
        romeo.clear();
        romeo.send(named(INVITE, "CANCEL"));
        assertThat(romeo.nextResponse().status()).isEqualTo(200);
        assertThat(log).containsExactly("INVITE");
    }

    @Test
    void aCancelOfNothingIs481() {
        romeo.send(named(INVITE, "CANCEL"));
        assertThat(romeo.nextResponse().status()).isEqualTo(481);
        assertThat(log).isEmpty();
    }

    /** RFC 3261 §17.2.3: without a branch that is unique, what RFC 2543 compared. */
    @Test
    void elementsOfRfc2543AreMatched() {
        var old = INVITE.replace(";branch=z9hG4bKabc", "");
        romeo.send(old);
        romeo.send(old);
        assertThat(log).containsExactly("INVITE");
        romeo.send(named(old, "CANCEL"));
        assertThat(log).containsExactly("INVITE", "cancelled");
        server.refuse(new SipFailure(487));
        romeo.clear();
        romeo.send(ack("x").replace(";branch=z9hG4bKabc", ""));
        world.pass(Duration.ofSeconds(4));
        assertThat(romeo.unread()).isEmpty();
        romeo.send(old.replace("1 INVITE", "2 INVITE"));
        assertThat(log).containsExactly("INVITE", "cancelled", "INVITE");
    }

    /** A branch is unique to the element that made it. */
    @Test
    void theSameBranchOfAnotherElementIsAnotherTransaction() {
        romeo.send(INVITE);
        romeo.send(INVITE.replace("192.0.2.1:5060", "192.0.2.1:5070"));
        assertThat(log).containsExactly("INVITE", "INVITE");
    }

    @Test
    void aRequestNobodyAnswersIsForgotten() {
        romeo.send(named(INVITE, "OPTIONS"));
        world.pass(Duration.ofSeconds(32));
        assertThat(log).containsExactly("OPTIONS", "failed TIMEOUT");
        assertNothingKept();
    }

    @Test
    void aFailureOfTheUserIsAnswered() {
        log.add("throw");
        romeo.send(INVITE);
        assertThat(romeo.nextResponse().startLine()).isEqualTo("SIP/2.0 400 thrown");
    }

    // Client side

    @Test
    void anInviteIsSentAgainUntilSomethingComes() {
        send(invite());
        world.pass(Duration.ofMillis(1500));
        assertThat(juliet.unread()).hasSize(3);
        var request = juliet.nextRequest();
        assertThat(request.topVia().toString()).startsWith("SIP/2.0/UDP 192.0.2.100:5060;rport;branch=z9hG4bK");
        assertThat(request.values(HeaderName.VIA)).hasSize(2);
        juliet.clear();
        juliet.answer(request, 180, "j");
        world.pass(Duration.ofSeconds(60));
        assertThat(juliet.unread()).isEmpty();
        juliet.answer(request, 200, "j");
        juliet.answer(request, 200, "j");
        juliet.answer(request, 200, "fork");
        assertThat(log).containsExactly("180", "200", "200", "200");
        world.pass(Duration.ofSeconds(32));
        juliet.answer(request, 200, "stray");
        assertThat(log).hasSize(4);
        assertNothingKept();
    }

    @Test
    void aRefusalIsAcknowledgedEachTime() {
        send(invite());
        var request = juliet.nextRequest();
        juliet.answer(request, 486, "j");
        juliet.answer(request, 486, "j");
        assertThat(log).containsExactly("486");
        for (int i = 0; i < 2; i++) {
            var ack = juliet.nextRequest();
            assertThat(ack.method()).hasToString("ACK");
            assertThat(ack.topVia()).isEqualTo(request.topVia());
            assertThat(ack.to().tag()).contains("j");
        }
        world.pass(Duration.ofSeconds(32));
        assertNothingKept();
    }

    @Test
    void aTimeOutIsTold() {
        send(invite());
        world.pass(Duration.ofSeconds(32));
        assertThat(log).containsExactly("TIMEOUT");
        assertThat(juliet.unread()).hasSize(7);
        assertNothingKept();
    }

    @Test
    void aTransportErrorIsToldLater() {
        juliet.unplug();
        send(invite());
        assertThat(log).isEmpty();
        world.time().run();
        assertThat(log).containsExactly("TRANSPORT");
        assertNothingKept();
    }

    @Test
    void aCancelWaitsForAProvisionalResponse() {
        var transaction = send(invite());
        transaction.cancel(List.of(Reason.COMPLETED_ELSEWHERE.toString()));
        var request = juliet.nextRequest();
        assertThat(juliet.unread()).isEmpty();
        juliet.answer(request, 180, "j");
        var cancel = juliet.nextRequest();
        assertThat(cancel.method()).hasToString("CANCEL");
        assertThat(cancel.topVia()).isEqualTo(request.topVia());
        assertThat(cancel.value(HeaderName.REASON)).contains("SIP;cause=200;text=\"Call completed elsewhere\"");
        transaction.cancel(List.of());
        juliet.answer(cancel, 200, "j");
        juliet.answer(request, 487, "j");
        assertThat(juliet.nextRequest().method()).hasToString("ACK");
        assertThat(log).containsExactly("180", "487");
        assertThat(world.unread()).isEmpty();
        world.pass(Duration.ofSeconds(32));
        assertNothingKept();
    }

    @Test
    void theUserMayCancelFromWithinAResponse() {
        layer.send(invite(), new Target(Protocol.UDP, juliet.address()), new Responses() {
            @Override
            public void response(ClientTransaction transaction, SipResponse response) {
                transaction.cancel(List.of());
            }
        });
        juliet.answer(juliet.nextRequest(), 180, "j");
        assertThat(juliet.nextRequest().method()).hasToString("CANCEL");
    }

    @Test
    void aResponseToAnotherMethodIsStray() {
        send(invite());
        var request = juliet.nextRequest();
        juliet.send(SipResponse.to(request, 200).toString().replace("1 INVITE", "1 BYE"));
        juliet.send(SipResponse.to(request, 200).toString().replace("branch=z9hG4bK", "branch=z9hG4bKx"));
        assertThat(log).isEmpty();
    }

    @Test
    void theAckOfA2xxHasNoTransaction() {
        var ack = (SipRequest) MessageReader.parse(ack("j").replace("\n", "\r\n"));
        layer.sendAck(ack, new Target(Protocol.UDP, juliet.address()), "loop");
        assertThat(juliet.nextRequest().topVia().branch().orElseThrow()).endsWith(".loop");
        assertNothingKept();
    }

    /** RFC 3261 §18.1.1. */
    @Test
    void aLongRequestTakesTcp() {
        juliet.acceptTcp();
        var request = invite();
        request.append(HeaderName.SUBJECT, "x".repeat(1300));
        layer.send(request, new Target(Protocol.UDP, juliet.address(), Optional.empty(), true), new Responses());
        assertThat(juliet.nextRequest().topVia().transport()).isEqualTo("TCP");
        assertThat(request.values(HeaderName.VIA)).hasSize(2);
        world.pass(Duration.ofSeconds(5));
        assertThat(juliet.unread()).isEmpty();
    }

    @Test
    void andUdpWhereNobodyTakesTcp() {
        var request = invite();
        request.append(HeaderName.SUBJECT, "x".repeat(1300));
        layer.send(request, new Target(Protocol.UDP, juliet.address(), Optional.empty(), true), new Responses());
        assertThat(juliet.nextRequest().topVia().transport()).isEqualTo("UDP");
    }

    @Test
    void andUdpAgainWhenTheConnectionFails() {
        juliet.acceptTcp();
        juliet.refuseOnce();
        var request = invite();
        request.append(HeaderName.SUBJECT, "x".repeat(1300));
        layer.send(request, new Target(Protocol.UDP, juliet.address(), Optional.empty(), true), new Responses());
        var sent = juliet.nextRequest();
        assertThat(sent.topVia().transport()).isEqualTo("UDP");
        assertThat(sent.values(HeaderName.VIA)).hasSize(2);
        juliet.answer(sent, 486, "j");
        assertThat(log).containsExactly("486");
    }

    /** RFC 3261 §18.2.2: the connection is gone, so the response opens one to the port of the Via. */
    @Test
    void aResponseOverTcpFindsItsWay() {
        romeo.sendTcp(INVITE.replace("UDP", "TCP"));
        romeo.hangUp();
        server.respond(server.response(486));
        assertThat(romeo.nextResponse().status()).isEqualTo(486);
        world.pass(Duration.ofSeconds(4));
        assertThat(romeo.unread()).isEmpty();
    }

    // Overload

    @Test
    void aFullTableRefusesWhatBegins() {
        var small = new SipWorld();
        small.layer(new TransactionLimits(10, Duration.ofSeconds(7)), it -> new Recorder());
        var peer = small.peer("192.0.2.1:5060");
        var oneCall = INVITE.replace("balcony", "x"); // one Call-ID, so one loop
        for (int i = 0; i < 12; i++) {
            peer.send(oneCall.replace("z9hG4bKabc", "z9hG4bK" + i));
        }
        assertThat(log).hasSize(9);
        var refusal = peer.nextResponse();
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.value(HeaderName.RETRY_AFTER)).contains("7");
        peer.send(named(oneCall, "REGISTER"));
        assertThat(log).hasSize(10).last().isEqualTo("REGISTER");
        peer.send(named(oneCall, "BYE"));
        assertThat(log).hasSize(10);
        peer.send(ack("else").replace("balcony", "x").replace("z9hG4bKabc", "z9hG4bKack"));
        assertThat(log).hasSize(11);
    }

    @Test
    void aFullTableSendsNothing() {
        var small = new SipWorld();
        var full = small.layer(new TransactionLimits(0, Duration.ofSeconds(7)), it -> new Recorder());
        full.send(invite(), new Target(Protocol.UDP, juliet.address()), new Responses());
        small.time().run();
        assertThat(log).containsExactly("TRANSPORT");
    }

    private void assertNothingKept() {
        world.time().run();
        assertThat(layer.size(0) + layer.size(1)).isZero();
        assertThat(world.time().timers()).isZero();
    }

    private class Responses implements ResponseListener {

        @Override
        public void response(ClientTransaction transaction, SipResponse response) {
            log.add(Integer.toString(response.status()));
        }

        @Override
        public void failed(ClientTransaction transaction, TransactionFailure failure) {
            log.add(failure.name());
        }
    }

    private final class Recorder implements TransactionUser {

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            if (log.remove("throw")) {
                throw new SipFailure(400, "thrown");
            }
            log.add(request.method().name());
            server = transaction;
        }

        @Override
        public void ack(SipRequest ack, Flow from) {
            log.add("ACK");
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            assertThat(invite).isSameAs(server);
            log.add("cancelled");
        }

        @Override
        public void failed(ServerTransaction transaction, TransactionFailure failure) {
            log.add("failed " + failure.name());
        }
    }
}
