package offhook.xmpp.testing;

import java.util.ArrayList;
import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.TrustAnybody;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SASLAuthentication;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/** Clients of capulet.example that others wrote: Smack over STARTTLS, which end with the test. */
public final class SmackClients implements AutoCloseable {

    static {
        // For an element that it does not know Smack asserts what the JDK's parser never promised, and stops reading.
        ClassLoader.getSystemClassLoader()
                .setClassAssertionStatus("org.jivesoftware.smack.parsing.StandardExtensionElementProvider", false);
    }

    private final RealXmpp server;
    private final List<XMPPTCPConnection> connections = new ArrayList<>();

    public SmackClients(RealXmpp server) {
        SASLAuthentication.unBlacklistSASLMechanism("PLAIN");
        this.server = server;
    }

    /** Logs in at the balcony. */
    public XMPPTCPConnection online(String user) throws Exception {
        var config = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain("capulet.example")
                .setHostAddress(server.address().getAddress())
                .setPort(server.address().getPort())
                .setUsernameAndPassword(user, TestPeople.password(user))
                .setResource("balcony")
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(new TrustAnybody())
                .setHostnameVerifier((host, session) -> true)
                .addEnabledSaslMechanism("PLAIN")
                .setCompressionEnabled(false)
                .build();
        var connection = new XMPPTCPConnection(config);
        connection.setReplyTimeout(20_000);
        connections.add(connection);
        connection.connect().login();
        return connection;
    }

    @Override
    public void close() {
        connections.forEach(XMPPTCPConnection::disconnect);
    }
}
