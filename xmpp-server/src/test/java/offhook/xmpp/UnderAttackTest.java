package offhook.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.xmpp.testing.RealXmpp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On real sockets: whatever strangers and slow readers do, what one user says reaches another in time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UnderAttackTest {

    private static final int STRANGERS = 2_000;
    private static final Duration IN_TIME = Duration.ofSeconds(1);
    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private static final String[] SETTINGS = {
        "xmpp.tls = 'optional'", "xmpp.legacy_auth = true", "xmpp.limits.strangers_per_address = 5000"
    };

    /** RFC 6120 §13.12; each of them is told that its time is over, and closed. */
    @Test
    void twoThousandStreamsOfStrangersHurtNobody(@TempDir Path data) throws Exception {
        var settings = new ArrayList<>(List.of(SETTINGS));
        settings.add("xmpp.limits.login_within = '10s'");
        var strangers = new ArrayList<Client>();
        try (var server = new RealXmpp(data, settings.toArray(String[]::new));
                var juliet = new Client(server).logIn("juliet");
                var romeo = new Client(server).logIn("romeo")) {
            for (int i = 0; i < STRANGERS; i++) {
                var stranger = new Client(server);
                stranger.write(HEADER);
                strangers.add(stranger);
            }
            romeo.reaches(juliet);

            var late = new Client(server).logIn("nurse");
            romeo.reaches(juliet);

            for (var stranger : strangers) {
                assertThat(stranger.readToTheEnd()).endsWith("</stream:error></stream:stream>");
            }
            late.reaches(romeo);
            assertThat(server.core.connected()).isEqualTo(3);
            late.close();
        } finally {
            for (var stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void aHandshakeThatIsNeverEndedHurtsNobody(@TempDir Path data) throws Exception {
        var settings = new ArrayList<>(List.of(SETTINGS));
        settings.add("xmpp.limits.login_within = '3s'");
        try (var server = new RealXmpp(data, settings.toArray(String[]::new));
                var juliet = new Client(server).logIn("juliet");
                var romeo = new Client(server).logIn("romeo");
                var half = new Client(server)) {
            half.write(HEADER);
            half.read("</stream:features>");
            half.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            half.read("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            half.write(new byte[] {0x16, 3, 1, 2, 0, 1, 0}); // the beginning of a ClientHello of 512 bytes

            romeo.reaches(juliet);
            assertThat(half.readToTheEnd()).doesNotContain("stream"); // §5.4.3.2: without a word of XML
            romeo.reaches(juliet);
        }
    }

    @Test
    void aSlowReaderHurtsNobodyAndIsSentAway(@TempDir Path data) throws Exception {
        try (var server = new RealXmpp(data, SETTINGS);
                var juliet = new Client(server).logIn("juliet");
                var romeo = new Client(server).logIn("romeo");
                var slow = new Client(server).logIn("nurse")) {
            String much =
                    "<message to='nurse@capulet.example/attack'><body>" + "x".repeat(200_000) + "</body></message>";
            for (int i = 0; i < 100 && server.core.connected() == 3; i++) {
                romeo.write(much);
                romeo.reaches(juliet);
            }

            assertThat(server.core.connected()).isEqualTo(2); // the nurse is out: 4 MB wait for no one
            assertThat(slow.readToTheEnd())
                    .contains("<resource-constraint ")
                    .endsWith("</stream:error></stream:stream>");
        }
    }

    /** A client of bytes. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private String jid = "";
        private int messages;

        Client(RealXmpp server) throws IOException {
            socket = new Socket(server.address().getAddress(), server.address().getPort());
        }

        Client logIn(String user) throws IOException {
            write(HEADER + "<iq type='set' id='in'><query xmlns='jabber:iq:auth'><username>" + user
                    + "</username><password>" + user + "-secret</password><resource>attack</resource></query></iq>");
            read("id='in'/>");
            jid = user + "@capulet.example/attack";
            return this;
        }

        /** Says something to another client, which is to hear it in time. */
        void reaches(Client other) throws IOException {
            String id = "m" + ++messages;
            long began = System.nanoTime();
            write("<message to='" + other.jid + "' id='" + id + "'/>");
            other.read("id='" + id + "'");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(IN_TIME);
        }

        void write(String text) throws IOException {
            write(text.getBytes(UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void read(String until) throws IOException {
            var text = new StringBuilder();
            while (text.indexOf(until) < 0) {
                int c = socket.getInputStream().read();
                if (c < 0) {
                    throw new IOException("the end came after: " + text);
                }
                text.append((char) c);
            }
        }

        String readToTheEnd() throws IOException {
            try {
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            } catch (SocketException e) {
                return ""; // reset
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
