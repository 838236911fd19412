package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Crossing;
import offhook.runtime.trace.Direction;
import offhook.runtime.trace.Trace;
import offhook.sip.message.Host;
import offhook.sip.message.MessageReader;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.Test;

class WireTapTest {

    private static final String REGISTER =
            """
            REGISTER sip:capulet.example SIP/2.0
            v: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            f: "Romeo" <sip:romeo@montague.example>;tag=1
            t: <sip:201@capulet.example>
            i: one@phone
            CSeq: 1 REGISTER
            Authorization: Digest username="juliet", response="0123456789abcdef"

            """
                    .replace("\n", "\r\n");

    private final SipWorld world = new SipWorld();
    private final Trace trace = new Trace(new ManualTime());
    private final WireTap tap = new WireTap(
            world, trace.wire("sip"), user -> user.equals("201") || user.equals("juliet") ? "juliet" : null);

    private List<Direction> directions(String key) {
        return trace.read(key).stream().map(Crossing::direction).toList();
    }

    @Test
    void whatComesInIsFoundByCallAndPerson() {
        var got = new ArrayList<Flow>();
        world.listen(tap.listener((message, from) -> got.add(from)));
        world.peer("192.0.2.1:5060").send(REGISTER);
        assertThat(directions("one@phone")).containsExactly(Direction.IN);
        assertThat(directions("juliet")).containsExactly(Direction.IN);
        assertThat(directions("201")).isEmpty();
        assertThat(directions("romeo")).isEmpty();
        got.get(0).send(REGISTER.getBytes(StandardCharsets.UTF_8), unsent -> {});
        assertThat(directions("one@phone")).containsExactly(Direction.IN, Direction.OUT);
    }

    @Test
    void aFlowThatIsRememberedIsNotedOnce() {
        var peer = world.peer("192.0.2.1:5060");
        var flow = tap.flow(new Target(Protocol.UDP, address(peer.toString())));
        tap.flow(Target.along(flow)).send(REGISTER.getBytes(StandardCharsets.UTF_8), unsent -> {});
        assertThat(directions("one@phone")).hasSize(1);
        assertThat(peer.unread()).hasSize(1);
    }

    @Test
    void whatHelpsToGuessAPasswordIsNotKept() {
        var request = MessageReader.parse(REGISTER);
        var crossed = Crossed.of(request.encode());
        assertThat(new String(crossed.bytes(), StandardCharsets.UTF_8))
                .contains("Authorization:****")
                .doesNotContain("0123456789abcdef")
                .contains("CSeq: 1 REGISTER");
        assertThat(request.toString()).contains("0123456789abcdef");
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                Host.literal(text.substring(0, colon)).orElseThrow(), Integer.parseInt(text.substring(colon + 1)));
    }
}
