package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import offhook.directory.credentials.ScramHash;
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
            write(plain, HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            read(plain, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            var secure = tls(plain);
            write(secure, HEADER);
            assertThat(read(secure, "</stream:features>"))
                    .contains("<mechanism>SCRAM-SHA-256-PLUS</mechanism>", "type='tls-server-end-point'");

            var client = new ScramClient(ScramHash.SHA_256, "juliet", "juliet-secret");
            write(
                    secure,
                    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-256-PLUS'>"
                            + base64(client.first("p=tls-server-end-point,,")) + "</auth>");
            String challenge = read(secure, "</challenge>").replaceAll("<[^>]*>", "");
            byte[] certificate = secure.getSession().getPeerCertificates()[0].getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
            String serverFirst = new String(Base64.getDecoder().decode(challenge), UTF_8);
            write(
                    secure,
                    "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + base64(client.last(serverFirst, hash))
                            + "</response>");

            assertThat(read(secure, ">")).isEqualTo("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>");
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
            write(secure, HEADER);

            assertThat(read(secure, "</stream:features>"))
                    .contains("<mechanism>PLAIN")
                    .doesNotContain("starttls");
            write(secure, "</stream:stream>");
            assertThat(new String(secure.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("</stream:stream>");
        }
    }

    @Test
    void whatIsNoTlsEndsTheConnection(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "127.0.0.1:0");
                var plain = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            write(plain, HEADER + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            read(plain, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            write(plain, HEADER);

            // RFC 6120 §5.4.3.2: without a word of XML.
            assertThat(new String(plain.getInputStream().readAllBytes(), UTF_8)).doesNotContain("stream");
        }
    }

    private static SSLSocket tls(Socket plain) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, new SecureRandom());
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "capulet.example", 0, true);
        socket.startHandshake();
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket socket, String until) throws IOException {
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

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static final class TrustAnybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
