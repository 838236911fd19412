package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;

/** A transaction layer between two peers, and what its users hear. */
abstract class LayerScene {

    static final String INVITE =
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

    final SipWorld world = new SipWorld();
    final List<String> log = new ArrayList<>();
    final TransactionLayer layer = world.layer(it -> new Recorder());
    final SipPeer romeo = world.peer("192.0.2.1:5060");
    final SipPeer juliet = world.peer("192.0.2.2:5060");
    ServerTransaction server;

    static String named(String message, String method) {
        return message.replace("INVITE sip", method + " sip").replace("1 INVITE", "1 " + method);
    }

    static String ack(String tag) {
        return named(INVITE, "ACK")
                .replace("To: <sip:juliet@capulet.example>", "To: <sip:juliet@capulet.example>;tag=" + tag);
    }

    SipRequest invite() {
        return (SipRequest) MessageReader.parse(INVITE.replace("\n", "\r\n"));
    }

    ClientTransaction send(SipRequest request) {
        return layer.send(request, new Target(Protocol.UDP, juliet.address()), new Responses());
    }

    void assertNothingKept() {
        world.time().run();
        assertThat(layer.size(0) + layer.size(1)).isZero();
        assertThat(world.time().timers()).isZero();
    }

    class Responses implements ResponseListener {

        @Override
        public void response(ClientTransaction transaction, SipResponse response) {
            log.add(Integer.toString(response.status()));
        }

        @Override
        public void failed(ClientTransaction transaction, TransactionFailure failure) {
            log.add(failure.name());
        }
    }

    final class Recorder implements TransactionUser {

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
