package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;
import org.junit.jupiter.api.Test;

/** What comes first when more comes than a loop can take. */
class DoorTest {

    /** As many as may wait for a loop. */
    private static final int LINE = 2000;

    private final SipWorld world = new SipWorld();
    private final List<String> log = new ArrayList<>();
    private final TransactionLayer layer = world.layer(it -> new User());
    private final SipPeer romeo = world.peer("192.0.2.1:5060");

    private static String request(String method, int branch, String toTag) {
        return """
                %1$s sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%2$d
                Max-Forwards: 70
                From: <sip:romeo@montague.example>;tag=r
                To: <sip:juliet@capulet.example>%3$s
                Call-ID: balcony
                CSeq: 1 %1$s
                Content-Length: 0

                """
                .formatted(method, branch, toTag)
                .replace("\n", "\r\n");
    }

    /** It lies at the socket; the loop reads it with the others. */
    private void arrives(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        var from = world.flow(new Target(Protocol.UDP, romeo.address()));
        world.time().execute(() -> world.inbound().datagram(bytes, from));
    }

    private void rush(String method, int count) {
        for (int i = 0; i < count; i++) {
            arrives(request(method, i, ""));
        }
    }

    @Test
    void whatHasBegunAndRegistrationsGoFirst() {
        rush("INVITE", 3);
        rush("SUBSCRIBE", 1);
        arrives(request("INVITE", 10, ";tag=j"));
        arrives(request("BYE", 11, ";tag=j"));
        arrives(request("REGISTER", 12, ""));
        world.time().run();
        assertThat(log)
                .containsExactly(
                        "INVITE 10", "BYE 11", "REGISTER 12", "INVITE 0", "INVITE 1", "INVITE 2", "SUBSCRIBE 0");
    }

    @Test
    void whoFindsNoPlaceInTheLineIsToldWhenToComeBack() {
        rush("INVITE", LINE + 1);
        world.time().run();
        assertThat(log).hasSize(LINE).doesNotContain("INVITE " + LINE);
        assertThat(layer.overload().isOn()).isTrue();
        assertThat(layer.overload().refusals()).isEqualTo(1);
        var refusal = romeo.nextResponse();
        assertThat(refusal.startLine()).isEqualTo("SIP/2.0 503 Service Unavailable");
        assertThat(refusal.topVia().branch()).contains("z9hG4bK" + LINE);
        assertThat(refusal.value(HeaderName.RETRY_AFTER)).contains("10");
        arrives(request("ACK", LINE, ";tag=" + refusal.to().tag().orElseThrow()));
        world.pass(Duration.ofMillis(100));
        assertThat(log).doesNotContain("ACK " + LINE);
        world.pass(Duration.ofSeconds(2));
        assertThat(layer.overload().isOn()).isFalse();
    }

    @Test
    void aCancelDoesNotOvertakeItsInvite() {
        arrives(request("INVITE", 1, ""));
        arrives(request("CANCEL", 1, ""));
        world.time().run();
        assertThat(log).containsExactly("INVITE 1", "CANCEL 1");
        assertThat(romeo.nextResponse().status()).isEqualTo(200);
    }

    @Test
    void aCancelIsNeverRefused() {
        rush("INVITE", LINE);
        arrives(request("CANCEL", 1, ""));
        world.time().run();
        assertThat(log).hasSize(LINE);
        assertThat(romeo.nextResponse().status()).isEqualTo(481);
    }

    @Test
    void whatComesAgainWhileItWaitsIsOne() {
        arrives(request("INVITE", 1, ""));
        arrives(request("INVITE", 1, ""));
        world.time().run();
        assertThat(log).containsExactly("INVITE 1");
    }

    private final class User implements TransactionUser {

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            note(request);
        }

        @Override
        public void ack(SipRequest ack, Flow from) {
            note(ack);
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            note(cancel);
        }

        @Override
        public void failed(ServerTransaction transaction, TransactionFailure failure) {
            throw new AssertionError(failure);
        }

        private void note(SipRequest request) {
            log.add(request.method() + " "
                    + request.topVia().branch().orElseThrow().substring("z9hG4bK".length()));
        }
    }
}
