package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Reason;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;
import org.junit.jupiter.api.Test;

/** The client side: RFC 3261 §17.1. */
class ClientTransactionsTest extends LayerScene {

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

    @Test
    void aFullTableSendsNothing() {
        var small = new SipWorld();
        var full = small.layer(new TransactionLimits(0, Duration.ofSeconds(7)), it -> new Recorder());
        full.send(invite(), new Target(Protocol.UDP, juliet.address()), new Responses());
        small.time().run();
        assertThat(log).containsExactly("TRANSPORT");
    }
}
