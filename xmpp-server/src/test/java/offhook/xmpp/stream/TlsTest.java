package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import offhook.directory.credentials.ScramHash;
import offhook.runtime.testing.TrustAnybody;
import offhook.xmpp.testing.ScramClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TlsTest {

    private static final String HEADER = "<?xml version='1.0'?><stream:stream to='capulet.example' version='1.0' "
            + "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    @Test
    void aLoginIsBoundToTheCertificate(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "127.0.0.1:0");
                var plain = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            SecureSocket.write(plain, HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            SecureSocket.read(plain, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            var secure = tls(plain);
            SecureSocket.write(secure, HEADER);
            assertThat(SecureSocket.read(secure, "</stream:features>"))
                    .contains("<mechanism>SCRAM-SHA-256-PLUS</mechanism>", "type='tls-server-end-point'");

            var client = new ScramClient(ScramHash.SHA_256, "juliet", "juliet-secret");
            SecureSocket.write(
                    secure,
                    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256-PLUS'>"
                            + base64(client.first("p=tls-server-end-point,,")) + "</auth>");
            String challenge = SecureSocket.read(secure, "</challenge>").replaceAll("<[^>]*>", "");
            byte[] certificate = secure.getSession().getPeerCertificates()[0].getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
            String serverFirst = new String(Base64.getDecoder().decode(challenge), UTF_8);
            SecureSocket.write(
                    secure,
                    "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + base64(client.last(serverFirst, hash))
                            + "</response>");

            assertThat(SecureSocket.read(secure, ">")).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
            secure.close();
        }
    }

    /** XEP-0368. */
    @Test
    void tlsMayComeFirst(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0");
                var plain = new Socket(
                        server.address().getAddress(), server.address().getPort());
                var secure = tls(plain)) {
            SecureSocket.write(secure, HEADER);

            assertThat(SecureSocket.read(secure, "</stream:features>"))
                    .contains("<mechanism>PLAIN")
                    .doesNotContain("starttls");
            SecureSocket.write(secure, "</stream:stream>");
            assertThat(new String(secure.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("</stream:stream>");
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnection(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "127.0.0.1:0");
                var plain = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            SecureSocket.write(plain, HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            SecureSocket.read(plain, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            SecureSocket.write(plain, HEADER);

            // RFC 6120 §5.4.3.2: without a word of XML.
            assertThat(new String(plain.getInputStream().readAllBytes(), UTF_8)).doesNotContain("stream");
        }
    }

    /** RFC 6120 §13.12: where TLS comes first, half of these have begun it, and the others say nothing. */
    @Test
    void whoDoesNotEndTheHandshakeIsInNobodysWay(@TempDir Path data) throws Exception {
        var idle = new ArrayList<Socket>();
        try (var server = new RealServer(data, within(Duration.ofSeconds(3)), "tls:127.0.0.1:0")) {
            for (int i = 0; i < 500; i++) {
                var one = new Socket(
                        server.address().getAddress(), server.address().getPort());
                idle.add(one);
                if (i % 2 == 0) {
                    one.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0}); // of a ClientHello of 512 bytes
                }
            }
            try (var plain = new Socket(
                            server.address().getAddress(), server.address().getPort());
                    var secure = tls(plain)) {
                SecureSocket.write(secure, HEADER);
                assertThat(SecureSocket.read(secure, "</stream:features>")).contains("<mechanism>");
            }
            for (var one : idle) {
                assertThat(new String(readToTheEnd(one), ISO_8859_1)).doesNotContain("stream"); // §5.4.3.2
            }
        } finally {
            for (var one : idle) {
                one.close();
            }
        }
    }

    private static byte[] readToTheEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            return new byte[0]; // reset
        }
    }

    private static StreamConfig within(Duration time) {
        var usual = StreamConfig.DEFAULT;
        return new StreamConfig(
                usual.tls(),
                usual.legacyAuth(),
                usual.beforeLogin(),
                usual.afterLogin(),
                time,
                usual.closeWithin(),
                usual.stalledFor(),
                usual.unsentBytes(),
                usual.keepAlive(),
                usual.resumeWithin(),
                1_000);
    }

    private static SSLSocket tls(Socket plain) throws IOException, GeneralSecurityException {
        return SecureSocket.over(plain, TrustAnybody.context());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
