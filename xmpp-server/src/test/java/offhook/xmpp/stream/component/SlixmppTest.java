package offhook.xmpp.stream.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.directory.testing.TestPeople;
import offhook.xmpp.testing.RealXmpp;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.StanzaListener;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A component written with slixmpp, Debian's python3-slixmpp, talks with a user whose client is Smack. */
@Timeout(60)
class SlixmppTest {

    @TempDir
    private Path data;

    @Test
    void aRealComponentConnectsAndAnswers() throws Exception {
        try (var server = new RealXmpp(
                data,
                "xmpp.tls = 'optional'",
                "xmpp.component = [{ name = 'echo.capulet.example', secret = 'swordfish' }]")) {
            var script = Path.of(getClass().getResource("/component.py").toURI());
            var python = new ProcessBuilder(
                            "/usr/bin/python3",
                            script.toString(),
                            Integer.toString(server.componentAddress().getPort()),
                            "swordfish")
                    .redirectErrorStream(true)
                    .start();
            try (var out = new BufferedReader(new InputStreamReader(python.getInputStream(), UTF_8))) {
                assertThat(out.lines()
                                .filter(line -> !line.startsWith("Using slower"))
                                .findFirst())
                        .as("python3-slixmpp is installed")
                        .hasValue("ready result");
                assertThat(answer(server)).isEqualTo("WHEREFORE");
            } finally {
                python.destroy();
            }
        }
    }

    private static String answer(RealXmpp server) throws Exception {
        var config = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain("capulet.example")
                .setHostAddress(server.address().getAddress())
                .setPort(server.address().getPort())
                .setSecurityMode(SecurityMode.disabled)
                .setUsernameAndPassword("romeo", TestPeople.password("romeo"))
                .build();
        var heard = new LinkedBlockingQueue<String>();
        var romeo = new XMPPTCPConnection(config);
        try {
            StanzaListener listener = stanza -> heard.add(((Message) stanza).getBody());
            romeo.addAsyncStanzaListener(listener, StanzaTypeFilter.MESSAGE);
            romeo.connect().login();
            romeo.sendStanza(romeo.getStanzaFactory()
                    .buildMessageStanza()
                    .to("echo.capulet.example")
                    .setBody("wherefore")
                    .build());
            return heard.poll(20, TimeUnit.SECONDS);
        } finally {
            romeo.disconnect();
        }
    }
}
