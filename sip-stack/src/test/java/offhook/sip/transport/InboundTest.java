package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.SipMessage;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message between the socket and whoever listens. */
class InboundTest {

    private static final String OPTIONS =
            """
            OPTIONS sip:us SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx
            From: <sip:a@b>;tag=1
            To: <sip:us>
            Call-ID: c
            CSeq: 1 OPTIONS
            Content-Length: 0

            """;

    private final SipWorld world = new SipWorld();
    private final List<SipMessage> heard = new ArrayList<>();
    private final SipPeer peer = world.peer("192.0.2.1:4711");

    /** RFC 3261 §18.2.1 and RFC 3581 §4. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1;branch=z9hG4bKx, 192.0.2.1;branch=z9hG4bKx",
        "192.0.2.1:4711;branch=z9hG4bKx, 192.0.2.1:4711;branch=z9hG4bKx",
        "10.0.0.1;branch=z9hG4bKx, 10.0.0.1;branch=z9hG4bKx;received=192.0.2.1",
        "phone.example;branch=z9hG4bKx, phone.example;branch=z9hG4bKx;received=192.0.2.1",
        "192.0.2.1;rport;branch=z9hG4bKx, 192.0.2.1;rport=4711;branch=z9hG4bKx;received=192.0.2.1",
        "10.0.0.1;received=6.6.6.6;branch=z9hG4bKx, 10.0.0.1;received=192.0.2.1;branch=z9hG4bKx",
    })
    void whereARequestReallyCameFromIsWrittenDown(String came, String heardAs) {
        world.listen((message, from) -> heard.add(message));
        peer.send(OPTIONS.replace("192.0.2.1;branch=z9hG4bKx", came));
        assertThat(heard.get(0).topVia()).hasToString("SIP/2.0/UDP " + heardAs);
    }

    @Test
    void theViaOfAResponseIsLeftAlone() {
        world.listen((message, from) -> heard.add(message));
        peer.send(OPTIONS.replace("OPTIONS sip:us SIP/2.0", "SIP/2.0 200 OK").replace("192.0.2.1;", "10.0.0.1;rport;"));
        assertThat(heard.get(0).topVia()).hasToString("SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bKx");
    }

    @Test
    void everythingOfACallIsOnOneLoop() {
        var loops = new ArrayList<Integer>();
        world.listen((message, from) -> {
            for (int i = 0; i < world.shards().loops().size(); i++) {
                if (world.shards().loops().get(i).here()) {
                    loops.add(i);
                }
            }
        });
        for (int i = 0; i < 50; i++) {
            peer.send(OPTIONS.replace("Call-ID: c", "Call-ID: call" + i));
            peer.send(OPTIONS.replace("Call-ID: c", "i: call" + i));
        }
        assertThat(loops).hasSize(100).contains(0, 1);
        for (int i = 0; i < 100; i += 2) {
            assertThat(loops.get(i)).isEqualTo(loops.get(i + 1));
        }
    }

    @Test
    void aRefusalGoesBackAtOnce() {
        world.listen((message, from) -> heard.add(message));
        var asked = world.peer("192.0.2.1:5060");
        peer.send(OPTIONS.replace("Call-ID", "Max-Forwards: x\nCall-ID"));
        assertThat(asked.nextResponse().startLine()).isEqualTo("SIP/2.0 400 Bad Max-Forwards");
        peer.send(OPTIONS.replace("Call-ID", "Max-Forwards: x\nCall-ID").replace("branch", "rport;branch"));
        assertThat(peer.nextResponse().startLine()).isEqualTo("SIP/2.0 400 Bad Max-Forwards");
        peer.send("hello");
        peer.send("\r\n\r\n");
        assertThat(world.unread()).isEmpty();
        assertThat(heard).isEmpty();
    }

    /** One message that hits a fault of ours costs nobody else anything. */
    @Test
    void aFaultIsThatOfOneMessage() {
        world.listen((message, from) -> {
            heard.add(message);
            if (message.callId().equals("deep")) {
                throw new StackOverflowError();
            }
            throw new IllegalStateException("ours");
        });
        peer.send(OPTIONS);
        peer.send(OPTIONS.replace("Call-ID: c", "Call-ID: deep"));
        peer.send(OPTIONS);
        assertThat(heard).hasSize(3);
    }

    @Test
    void tooMuchForOneLoopIsRefused() {
        world.listen((message, from) -> heard.add(message));
        byte[] options = OPTIONS.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] ack = OPTIONS.replace("OPTIONS", "ACK").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        var inbound = world.inbound();
        var flow = world.flow(new Target(Protocol.UDP, peer.address()));
        for (int i = 0; i < 8192; i++) {
            inbound.datagram(options, flow);
        }
        inbound.datagram(
                options.clone(), flow.toward(world.peer("192.0.2.1:5060").address()));
        inbound.datagram(ack, flow);
        assertThat(world.peer("192.0.2.1:5060").nextResponse().startLine())
                .isEqualTo("SIP/2.0 503 Service Unavailable");
        assertThat(heard).hasSize(8192);
        assertThat(inbound.refused()).isEqualTo(1);
        assertThat(inbound.dropped()).isEqualTo(1);
    }
}
