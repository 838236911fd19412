package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.Host;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.SipWorld;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Inbound;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two transaction layers over a link that loses and delays: every request ends once on both sides, and nothing is kept. */
class LossyLinkTest {

    private static final int LOSS_PERCENT = 20;

    private final ManualTime time = new ManualTime();
    private final Shards shards = new Shards(List.of(time.loop()));
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, String> ends = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRequestEndsOnce(long seed) {
        var random = new Random(seed);
        var client = new Side("192.0.2.1", random);
        var server = new Side("192.0.2.2", random);
        client.peer = server;
        server.peer = client;
        for (int i = 0; i < 300; i++) {
            var method = List.of("INVITE", "REGISTER", "MESSAGE").get(i % 3);
            client.layer.send(request(method, i), new Target(Protocol.UDP, server.address), new Ends());
            time.pass(Duration.ofMillis(20));
        }
        time.pass(Duration.ofMinutes(3));
        assertThat(ends).hasSize(300);
        // Nine round trips that fail with 0.36 each: once in ten thousand requests.
        assertThat(ends.values()).containsOnly("486");
        assertThat(asked.values())
                .as("a request that came again is not a new one")
                .containsOnly(1);
        assertThat(client.layer.size(0) + server.layer.size(0)).isZero();
        assertThat(time.timers()).isZero();
    }

    private static SipRequest request(String method, int number) {
        return (SipRequest) MessageReader.parse(
                "%s sip:b SIP/2.0\r\nFrom: <sip:a>;tag=1\r\nTo: <sip:b>\r\nCall-ID: %d\r\n".formatted(method, number)
                        + "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKup" + number + "\r\nCSeq: 1 " + method
                        + "\r\n\r\n");
    }

    private final class Ends implements ResponseListener {

        @Override
        public void response(ClientTransaction transaction, SipResponse response) {
            if (response.isFinal()) {
                assertThat(ends.put(response.callId(), "" + response.status())).isNull();
            }
        }

        @Override
        public void failed(ClientTransaction transaction, TransactionFailure failure) {
            assertThat(ends.put(transaction.branch(), failure.name())).isNull();
        }
    }

    /** One end of the link, which is a server and a client as well. */
    private final class Side implements TransactionUser, Flow {

        private final InetSocketAddress address;
        private final Random random;
        private final TransactionLayer layer;
        private final Inbound inbound;
        private Side peer;

        Side(String host, Random random) {
            this.address = new InetSocketAddress(Host.literal(host).orElseThrow(), 5060);
            this.random = random;
            this.layer = new TransactionLayer(
                    shards, target -> this, Timing.DEFAULT, TransactionLimits.DEFAULT, SipWorld.random(), it -> this);
            this.inbound = new Inbound(new MessageReader(Limits.DEFAULT), shards, layer);
        }

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            asked.merge(request.callId(), 1, Integer::sum);
            time.after(
                    Duration.ofMillis(random.nextInt(1500)),
                    shards.of(request.callId()),
                    () -> transaction.refuse(new SipFailure(486)));
        }

        @Override
        public void ack(SipRequest ack, Flow from) {
            throw new AssertionError("nothing was accepted");
        }

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {
            throw new AssertionError("nothing was cancelled");
        }

        @Override
        public void failed(ServerTransaction transaction, TransactionFailure failure) {
            assertThat(failure).isEqualTo(TransactionFailure.TIMEOUT);
        }

        @Override
        public Protocol protocol() {
            return Protocol.UDP;
        }

        @Override
        public String sentBy() {
            return address.getHostString() + ":5060";
        }

        @Override
        public InetSocketAddress remote() {
            return peer.address;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void send(byte[] message, Consumer<? super IOException> failed) {
            if (random.nextInt(100) >= LOSS_PERCENT) {
                time.after(Duration.ofMillis(random.nextInt(40)), time, () -> peer.inbound.datagram(message, peer));
            }
        }
    }
}
