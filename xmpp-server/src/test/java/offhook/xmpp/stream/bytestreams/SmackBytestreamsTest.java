package offhook.xmpp.stream.bytestreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offhook.directory.testing.TestPeople;
import offhook.xmpp.testing.RealXmpp;
import offhook.xmpp.testing.UnknownElement;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.bytestreams.BytestreamListener;
import org.jivesoftware.smackx.bytestreams.BytestreamRequest;
import org.jivesoftware.smackx.bytestreams.BytestreamSession;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5BytestreamManager;
import org.jivesoftware.smackx.bytestreams.socks5.Socks5Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.impl.JidCreate;

/** Two clients that others wrote, which cannot reach each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmackBytestreamsTest {

    private final List<XMPPTCPConnection> connections = new ArrayList<>();
    private RealXmpp server;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        Socks5Proxy.setLocalSocks5ProxyEnabled(false);
        UnknownElement.register("x", "vcard-temp:x:update");
        server = new RealXmpp(data, "xmpp.tls = 'optional'");
    }

    @AfterEach
    void stop() {
        connections.forEach(XMPPTCPConnection::disconnect);
        server.close();
        Socks5Proxy.setLocalSocks5ProxyEnabled(true);
    }

    @Test
    void theyMeetAtTheProxy() throws Exception {
        var juliet = Socks5BytestreamManager.getBytestreamManager(online("juliet"));
        var romeo = online("romeo");
        var accepted = new CompletableFuture<BytestreamSession>();
        Socks5BytestreamManager.getBytestreamManager(romeo).addIncomingBytestreamListener(new BytestreamListener() {
            @Override
            public void incomingBytestreamRequest(BytestreamRequest request) {
                try {
                    accepted.complete(request.accept());
                } catch (Exception e) {
                    accepted.completeExceptionally(e);
                }
            }
        });

        var hers = juliet.establishSession(romeo.getUser());
        var his = accepted.get(20, TimeUnit.SECONDS);
        hers.getOutputStream().write("My bounty is as boundless as the sea".getBytes(UTF_8));
        hers.getOutputStream().flush();
        assertThat(new String(his.getInputStream().readNBytes(36), UTF_8))
                .isEqualTo("My bounty is as boundless as the sea");
        his.getOutputStream().write('!');
        his.getOutputStream().flush();
        assertThat(hers.getInputStream().read()).isEqualTo('!');
        assertThat(server.core.bytestreams().orElseThrow().size()).isEqualTo(2);
        hers.close();
        assertThat(his.getInputStream().read()).isNegative();
        his.close();
    }

    /** What has become a side of a bytestream is counted there, and not among those who may still log in. */
    @Test
    void whoBeginsWithSocksIsNoStreamAnyMore() throws Exception {
        try (var socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write(new byte[] {5, 1, 0});
            assertThat(socket.getInputStream().readNBytes(2)).containsExactly(5, 0);

            assertThat(server.core.streams().count()).isZero();
            assertThat(server.core.bytestreams().orElseThrow().size()).isEqualTo(1);
        }
    }

    private XMPPTCPConnection online(String user) throws Exception {
        var config = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFrom("capulet.example"))
                .setHostAddress(server.address().getAddress())
                .setPort(server.address().getPort())
                .setUsernameAndPassword(user, TestPeople.password(user))
                .setResource("balcony")
                .setSecurityMode(SecurityMode.disabled)
                .setCompressionEnabled(false)
                .build();
        var connection = new XMPPTCPConnection(config);
        connection.setReplyTimeout(20_000);
        connections.add(connection);
        connection.connect().login();
        return connection;
    }
}
