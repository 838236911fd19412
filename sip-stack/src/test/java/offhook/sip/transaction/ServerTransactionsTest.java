package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.Test;

/** The server side: RFC 3261 §17.2, RFC 6026. */
class ServerTransactionsTest extends LayerScene {

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
}
