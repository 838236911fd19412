package offhook.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import offhook.sip.transport.ClosedFlow;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.Test;

class FlowTokensTest {

    private final FlowTokens tokens = new FlowTokens(new byte[32]);

    @Property(tries = 200)
    void whatWasNamedIsFound(
            @ForAll Protocol protocol,
            @ForAll @Size(4) byte[] four,
            @ForAll @Size(16) byte[] six,
            @ForAll @IntRange(min = 1, max = 65535) int port,
            @ForAll boolean isFour)
            throws UnknownHostException {
        var remote = new InetSocketAddress(InetAddress.getByAddress(isFour ? four : six), port);
        var token = tokens.of(new ClosedFlow(protocol, remote, ""), "call");
        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(tokens.read(token, "call")).contains(new FlowTokens.End(protocol, remote));
    }

    @Property(tries = 200)
    void nothingElseIsBelieved(@ForAll String token) {
        assertThat(tokens.read(token, "call")).isEmpty();
    }

    @Test
    void itIsGoodForOneCallOnly() {
        var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var token = tokens.of(new ClosedFlow(Protocol.TCP, remote, ""), "call");
        assertThat(tokens.read(token, "other")).isEmpty();
        assertThat(new FlowTokens(new byte[] {1}).read(token, "call")).isEmpty();
        assertThat(tokens.read("x" + token.substring(1), "call")).isEmpty();
    }
}
