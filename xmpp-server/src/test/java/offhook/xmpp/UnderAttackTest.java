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
import offhook.xmpp.testing.Hostile;
import offhook.xmpp.testing.Memory;
import offhook.xmpp.testing.Pulse;
import offhook.xmpp.testing.RealXmpp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On real sockets: whatever strangers, slow readers and guessers do, another user's pings are answered in time, and memory stays. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UnderAttackTest {

    private static final int STRANGERS = 2_000;
    private static final Duration IN_TIME = Duration.ofMillis(100);
    private static final long GROWTH = 16 << 20;
    private static final long EACH = 8 << 10;
    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final List<String> SETTINGS = List.of(
            "xmpp.tls = 'optional'",
            "xmpp.legacy_auth = true",
            "xmpp.limits.strangers_per_address = 5000",
            "xmpp.limits.unsent = '1MB'",
            "xmpp.limits.close_within = '1s'");

    /** What is done while somebody else uses the server. */
    private interface Attack {

        void on(RealXmpp server) throws Exception;
    }

    private static void hurtsNobody(Path data, Attack attack) throws Exception {
        hurtsNobody(data, "15s", attack);
    }

    private static void hurtsNobody(Path data, String loginWithin, Attack attack) throws Exception {
        var settings = new ArrayList<>(SETTINGS);
        settings.add("xmpp.limits.login_within = '" + loginWithin + "'");
        try (var server = new RealXmpp(data, settings.toArray(String[]::new))) {
            new Pulse(server, "juliet").close();
            long before = Memory.used();
            try (var pulse = new Pulse(server, "juliet")) {
                attack.on(server);
                assertThat(pulse.within(95)).isLessThan(IN_TIME);
                assertThat(pulse.longestTurn()).isLessThan(IN_TIME);
            }
            assertThat(Memory.used() - before).as("growth").isLessThan(GROWTH);
        }
    }

    /** RFC 6120 §13.12; each of them is told that its time is over, and closed. */
    @Test
    void twoThousandStreamsOfStrangersHurtNobody(@TempDir Path data) throws Exception {
        hurtsNobody(data, "8s", server -> {
            var strangers = new ArrayList<Client>();
            try {
                long before = Memory.heapUsed();
                for (int i = 0; i < STRANGERS; i++) {
                    var stranger = new Client(server);
                    stranger.write(HEADER);
                    strangers.add(stranger);
                }
                strangers.get(STRANGERS - 1).read("</stream:features>");
                assertThat((Memory.heapUsed() - before) / STRANGERS).isLessThan(EACH);
                new Client(server).logIn("nurse").close();

                for (var stranger : strangers) {
                    assertThat(stranger.readToTheEnd()).endsWith("</stream:error></stream:stream>");
                }
            } finally {
                for (var stranger : strangers) {
                    stranger.close();
                }
            }
        });
    }

    @Test
    void aHandshakeThatIsNeverEndedHurtsNobody(@TempDir Path data) throws Exception {
        hurtsNobody(data, server -> {
            try (var half = new Client(server)) {
                half.write(HEADER);
                half.read("</stream:features>");
                half.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
                half.read("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
                half.write(new byte[] {0x16, 3, 1, 2, 0, 1, 0}); // the beginning of a ClientHello of 512 bytes
                assertThat(half.readToTheEnd()).doesNotContain("stream"); // §5.4.3.2: without a word of XML
            }
        });
    }

    @Test
    void aSlowReaderHurtsNobodyAndIsSentAway(@TempDir Path data) throws Exception {
        hurtsNobody(data, server -> {
            try (var romeo = new Client(server).logIn("romeo");
                    var slow = new Client(server).logIn("nurse")) {
                int others = server.core.connected() - 1;
                String much =
                        "<message to='nurse@capulet.example/attack'><body>" + "x".repeat(200_000) + "</body></message>";
                for (int i = 0; i < 100 && server.core.connected() > others; i++) {
                    romeo.write(much + "<iq type='get' id='m" + i + "'><ping xmlns='urn:xmpp:ping'/></iq>");
                    romeo.read("id='m" + i + "'");
                }
                assertThat(server.core.connected()).isEqualTo(others); // the nurse is out: 1 MB waits for no one
                assertThat(slow.readToTheEnd())
                        .contains("<resource-constraint ")
                        .endsWith("</stream:error></stream:stream>");
            }
        });
    }

    /** Every line of the corpus, several times over, on as many connections. */
    @Test
    void nothingOfTheCorpusHurtsAnybody(@TempDir Path data) throws Exception {
        hurtsNobody(data, server -> {
            for (int round = 0; round < 3; round++) {
                for (var file : Hostile.FILES) {
                    for (var hostile : Hostile.file(file)) {
                        send(server, Hostile.beginsStreams(file) ? "" : HEADER, hostile.bytes());
                    }
                }
            }
        });
    }

    private static void send(RealXmpp server, String before, byte[] bytes) throws IOException {
        try (var client = new Client(server)) {
            client.write(before);
            client.write(bytes);
            client.finish();
            client.readToTheEnd();
        } catch (SocketException e) {
            assertThat(e).isNotNull(); // it was sent away before it had said everything
        }
    }

    /** Passwords are checked elsewhere, and not more of them at once than there is room for. */
    @Test
    void guessersHurtNobody(@TempDir Path data) throws Exception {
        hurtsNobody(data, server -> {
            for (int i = 0; i < 300; i++) {
                try (var guesser = new Client(server)) {
                    guesser.write(HEADER);
                    guesser.write("<iq type='set' id='in'><query xmlns='jabber:iq:auth'><username>user" + i
                            + "</username><password>guess</password><resource>x</resource></query></iq>");
                    if (i < 20) { // then answers come late
                        guesser.read("<not-authorized ");
                    }
                }
            }
        });
    }

    /** A client of bytes. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;

        Client(RealXmpp server) throws IOException {
            socket = new Socket(server.address().getAddress(), server.address().getPort());
        }

        Client logIn(String user) throws IOException {
            write(HEADER + "<iq type='set' id='in'><query xmlns='jabber:iq:auth'><username>" + user
                    + "</username><password>" + user + "-secret</password><resource>attack</resource></query></iq>");
            read("id='in'/>");
            return this;
        }

        void write(String text) throws IOException {
            write(text.getBytes(UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Nothing more is said. */
        void finish() throws IOException {
            socket.shutdownOutput();
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
