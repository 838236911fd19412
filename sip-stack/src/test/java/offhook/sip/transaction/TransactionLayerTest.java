package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.SipRequest;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Flow;
import org.junit.jupiter.api.Test;

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
    private ServerTransaction last;

    @Test
    void anInviteIsAnsweredOnce() {
        world.layer(layer -> new Recorder());
        var romeo = world.peer("192.0.2.1:5060");
        romeo.send(INVITE);
        romeo.send(INVITE);
        assertThat(log).containsExactly("INVITE");
        world.time().passSeconds(1);
        assertThat(romeo.nextResponse().status()).isEqualTo(100);
        last.respond(last.response(486));
        assertThat(romeo.nextResponse().status()).isEqualTo(486);
        assertThat(world.unread()).isEmpty();
        world.time().passSeconds(1);
        assertThat(romeo.unread()).containsExactly("SIP/2.0 486 Busy Here");
    }

    private final class Recorder implements TransactionUser {

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            log.add(request.method().name());
            last = transaction;
        }

        @Override
        public void ack(SipRequest ack, Flow from) {
            log.add("ack");
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            log.add("cancelled");
        }

        @Override
        public void failed(ServerTransaction transaction, TransactionFailure failure) {
            log.add(failure.name());
        }
    }
}
