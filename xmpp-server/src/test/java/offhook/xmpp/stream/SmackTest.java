package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.impl.JidCreate;

/** A client that others wrote, over STARTTLS. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmackTest {

    private RealServer server;

    @BeforeEach
    void start(@TempDir Path data) {
        Roster.setRosterLoadedAtLoginDefault(false);
        server = new RealServer(data, StreamConfig.DEFAULT, "127.0.0.1:0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "PLAIN"})
    void logsIn(String mechanism) throws Exception {
        var juliet = connection("juliet", "juliet-secret", "balcony", mechanism);

        juliet.connect().login();

        assertThat(juliet.isSecureConnection()).isTrue();
        assertThat(juliet.getUsedSaslMechansism()).isEqualTo(mechanism);
        assertThat(juliet.getUser().toString()).isEqualTo("juliet@capulet.example/balcony");
        juliet.disconnect();
        assertThat(server.relay.endings).containsExactly("juliet@capulet.example/balcony CLOSED");
    }

    @Test
    void isRefusedWithAWrongPassword() throws Exception {
        var juliet = connection("juliet", "wrong", "balcony", "SCRAM-SHA-1");
        juliet.connect();

        assertThatThrownBy(juliet::login).isInstanceOfSatisfying(SASLErrorException.class, e -> assertThat(
                        e.getSASLFailure().getSASLErrorString())
                .isEqualTo("not-authorized"));
        juliet.disconnect();
    }

    @Test
    void talks() throws Exception {
        var juliet = connection("juliet", "juliet-secret", "balcony", "PLAIN");
        var romeo = connection("romeo", "romeo-secret", "orchard", "PLAIN");
        juliet.connect().login();
        romeo.connect().login();
        var heard = new LinkedBlockingQueue<Message>();
        romeo.addAsyncStanzaListener(stanza -> heard.add((Message) stanza), StanzaTypeFilter.MESSAGE);

        juliet.sendStanza(StanzaBuilder.buildMessage()
                .to("romeo@capulet.example/orchard")
                .setBody("Good night, good night! \uD83C\uDF19 <&>")
                .build());

        var message = heard.poll(20, TimeUnit.SECONDS);
        assertThat(message.getBody()).isEqualTo("Good night, good night! \uD83C\uDF19 <&>");
        assertThat(message.getFrom().toString()).isEqualTo("juliet@capulet.example/balcony");
        juliet.disconnect();
        romeo.disconnect();
    }

    @Test
    void isToldOfAShutdown() throws Exception {
        var juliet = connection("juliet", "juliet-secret", "balcony", "PLAIN");
        var ends = new LinkedBlockingQueue<Exception>();
        juliet.addConnectionListener(new org.jivesoftware.smack.ConnectionListener() {
            @Override
            public void connectionClosedOnError(Exception e) {
                ends.add(e);
            }
        });
        juliet.connect().login();

        server.listener.close(java.time.Duration.ofSeconds(10));

        assertThat(ends.poll(20, TimeUnit.SECONDS)).hasMessageContaining("system-shutdown");
        assertThat(server.streams.count()).isZero();
    }

    private XMPPTCPConnection connection(String user, String password, String resource, String mechanism)
            throws Exception {
        SASLAuthentication.unBlacklistSASLMechanism("PLAIN");
        var config = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFrom("capulet.example"))
                .setHostAddress(server.address().getAddress())
                .setPort(server.address().getPort())
                .setUsernameAndPassword(user, password)
                .setResource(resource)
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(new TlsTest.TrustAnybody())
                .setHostnameVerifier((host, session) -> true)
                .addEnabledSaslMechanism(mechanism)
                .setSendPresence(false)
                .setCompressionEnabled(false)
                .build();
        var connection = new XMPPTCPConnection(config);
        connection.setUseStreamManagement(false);
        connection.setReplyTimeout(20_000);
        return connection;
    }
}
