package offhook.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import offhook.xmpp.testing.RealXmpp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jabber as it was typed into telnet in 2004, over a bare socket: every byte is a packet of its own. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TelnetSessionTest {

    private static final String[] SETTINGS = {"xmpp.tls = 'optional'", "xmpp.legacy_auth = true"};

    @Test
    void twoPeopleTalk(@TempDir Path data) throws Exception {
        try (var server = new RealXmpp(data, SETTINGS);
                var juliet = new Telnet(server);
                var romeo = new Telnet(server)) {
            juliet.logIn("juliet");
            juliet.types("<presence/>\r\n");
            assertThat(juliet.reads("/>"))
                    .isEqualTo("<presence to='juliet@capulet.example' from='juliet@capulet.example/telnet'/>");

            romeo.logIn("romeo");
            romeo.types("<presence><show>away</show></presence>\r\n");
            assertThat(romeo.reads("</presence>"))
                    .isEqualTo("<presence to='romeo@capulet.example' from='romeo@capulet.example/telnet'>"
                            + "<show>away</show></presence>");
            assertThat(romeo.reads("/>"))
                    .isEqualTo("<presence to='romeo@capulet.example' from='juliet@capulet.example/telnet'/>");
            assertThat(juliet.reads("</presence>"))
                    .isEqualTo("<presence to='juliet@capulet.example' from='romeo@capulet.example/telnet'>"
                            + "<show>away</show></presence>");

            juliet.types("<message to='romeo@capulet.example'>\r\n<body>Art thou not Romeo?</body></message>\r\n");
            // The one thing that a client of 2004 does not know: where the archive keeps it (XEP-0359).
            assertThat(romeo.reads("</message>"))
                    .matches("<message from='juliet@capulet.example/telnet' to='romeo@capulet.example'>\r\n"
                            + "<body>Art thou not Romeo\\?</body>"
                            + "<stanza-id xmlns='urn:xmpp:sid:0' id='[\\w-]+' by='romeo@capulet.example'/></message>");

            juliet.types("</stream:stream>\r\n");
            assertThat(juliet.readsToTheEnd()).isEqualTo("</stream:stream>");
            assertThat(romeo.reads("/>"))
                    .isEqualTo("<presence to='romeo@capulet.example' "
                            + "type='unavailable' from='juliet@capulet.example/telnet'/>");
            romeo.types("</stream:stream>");
            assertThat(romeo.readsToTheEnd()).isEqualTo("</stream:stream>");
        }
    }

    @Test
    void aWrongPasswordIsToldAsIn2004(@TempDir Path data) throws Exception {
        try (var server = new RealXmpp(data, SETTINGS);
                var juliet = new Telnet(server)) {
            juliet.opens();
            juliet.types(Telnet.auth("juliet", "wrong"));

            assertThat(juliet.reads("</iq>"))
                    .isEqualTo("<iq type='error' id='auth2'><query xmlns='jabber:iq:auth'><username>juliet</username>"
                            + "<password>wrong</password><resource>telnet</resource></query>"
                            + "<error type='auth' code='401'>"
                            + "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");

            juliet.types(Telnet.auth("juliet", "juliet-secret"));
            assertThat(juliet.reads(">")).isEqualTo("<iq type='result' id='auth2'/>");
        }
    }

    @Test
    void itIsOffUnlessTheConfigurationSaysSo(@TempDir Path data) throws Exception {
        try (var server = new RealXmpp(data, "xmpp.tls = 'optional'");
                var juliet = new Telnet(server)) {
            juliet.opens();

            assertThat(juliet.reads("</stream:stream>"))
                    .isEqualTo("<stream:error>"
                            + "<unsupported-version xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                            + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>"
                            + "this server speaks XMPP 1.0</text></stream:error></stream:stream>");
        }
    }

    private static final class Telnet implements AutoCloseable {

        private final Socket socket;

        Telnet(RealXmpp server) throws IOException {
            socket = new Socket(server.address().getAddress(), server.address().getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
        }

        static String auth(String user, String password) {
            return "<iq type='set' id='auth2'><query xmlns='jabber:iq:auth'><username>" + user + "</username><password>"
                    + password + "</password><resource>telnet</resource></query></iq>\r\n";
        }

        void opens() throws IOException {
            types("<stream:stream to='capulet.example' xmlns='jabber:client' "
                    + "xmlns:stream='http://etherx.jabber.org/streams'>\r\n");
            assertThat(reads("xml:lang='en'>"))
                    .matches("<\\?xml version='1.0'\\?><stream:stream xmlns='jabber:client' "
                            + "xmlns:stream='http://etherx.jabber.org/streams' from='capulet.example' "
                            + "id='[^']+' xml:lang='en'>");
        }

        void logIn(String user) throws IOException {
            opens();
            types("<iq type='get' id='auth1'><query xmlns='jabber:iq:auth'><username>" + user
                    + "</username></query></iq>\r\n");
            assertThat(reads("</iq>"))
                    .isEqualTo("<iq type='result' id='auth1'><query xmlns='jabber:iq:auth'><username>" + user
                            + "</username><password/><resource/></query></iq>");
            types(auth(user, user + "-secret"));
            assertThat(reads(">")).isEqualTo("<iq type='result' id='auth2'/>");
        }

        void types(String text) throws IOException {
            for (byte b : text.getBytes(UTF_8)) {
                socket.getOutputStream().write(b);
            }
        }

        String reads(String until) throws IOException {
            var text = new StringBuilder();
            while (text.indexOf(until) < 0) {
                int c = socket.getInputStream().read();
                if (c < 0) {
                    throw new IOException("the end came after: " + text);
                }
                text.append((char) c);
            }
            return text.toString();
        }

        String readsToTheEnd() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
