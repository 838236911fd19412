package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocket;
import offhook.directory.credentials.ScramHash;
import offhook.runtime.testing.TrustAnybody;
import offhook.xmpp.testing.ScramClient;
import offhook.xmpp.testing.TestAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins by more than a password, on real TLS: bound to the connection, by a certificate. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StrongLoginTest {

    private static final String HEADER = "<?xml version='1.0'?><stream:stream to='capulet.example' version='1.0' "
            + "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

    /** RFC 9266, with another TLS library at the other end. */
    @Test
    void aLoginIsBoundToTheConnection(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0");
                var client = new ExportingClient(server.address())) {
            client.write(HEADER);
            assertThat(client.read("</stream:features>"))
                    .contains("<channel-binding type='tls-exporter'/><channel-binding type='tls-server-end-point'/>");

            assertThat(scram(client, client.exported())).startsWith("<success");
        }
    }

    /** XEP-0474 §5.2: the client compares what it saw with what the server says it offered. */
    @Test
    void aClientKnowsWhatItWasOffered(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0");
                var client = new ExportingClient(server.address())) {
            client.write(HEADER);
            String features = client.read("</stream:features>");
            var offer =
                    all(features, "<mechanism>([^<]*)<") + '\u001F' + all(features, "<channel-binding type='([^']*)'");

            var scram = new ScramClient(ScramHash.SHA_256, "juliet", "juliet-secret");
            assertThat(challenge(client, scram))
                    .endsWith(
                            ",h=" + Base64.getEncoder().encodeToString(ScramHash.SHA_256.hash(offer.getBytes(UTF_8))));
        }
    }

    private static String all(String features, String what) {
        return Pattern.compile(what)
                .matcher(features)
                .results()
                .map(found -> found.group(1))
                .sorted()
                .collect(Collectors.joining("\u001E"));
    }

    @Test
    void anotherConnectionsBindingIsNone(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0");
                var one = new ExportingClient(server.address());
                var other = new ExportingClient(server.address())) {
            one.write(HEADER);
            one.read("</stream:features>");

            assertThat(scram(one, other.exported())).contains("<not-authorized/>");
        }
    }

    /** XEP-0178 §2. */
    @Test
    void aCertificateIsALogin(@TempDir Path data) throws Exception {
        var authority = new TestAuthority("Verona");
        var pem = authority.write(data.resolve("verona.pem"));
        try (var server = new RealServer(data, StreamConfig.DEFAULT, Optional.of(pem), "tls:127.0.0.1:0");
                var juliet = connect(server, authority.client("juliet@capulet.example"))) {
            assertThat(features(juliet)).contains("<mechanism>EXTERNAL</mechanism><mechanism>SCRAM-SHA-256-PLUS");

            assertThat(external(juliet, "romeo@capulet.example")).contains("<invalid-authzid/>");
            assertThat(external(juliet, "")).startsWith("<success");
            SecureSocket.write(juliet, HEADER);
            assertThat(SecureSocket.read(juliet, "</stream:features>")).contains("<bind ");
        }
    }

    @Test
    void aCertificateOfTwoPeopleNeedsAWord(@TempDir Path data) throws Exception {
        var authority = new TestAuthority("Verona");
        var pem = authority.write(data.resolve("verona.pem"));
        try (var server = new RealServer(data, StreamConfig.DEFAULT, Optional.of(pem), "tls:127.0.0.1:0");
                var both = connect(server, authority.client("juliet@capulet.example", "romeo@capulet.example"))) {
            features(both);

            assertThat(external(both, "")).contains("<invalid-authzid/>");
            assertThat(external(both, "romeo@capulet.example")).startsWith("<success");
        }
    }

    @Test
    void aWorthlessCertificateIsNoLoginAndNoObstacle(@TempDir Path data) throws Exception {
        var pem = new TestAuthority("Verona").write(data.resolve("verona.pem"));
        var self = new TestAuthority("Tybalt");
        try (var server = new RealServer(data, StreamConfig.DEFAULT, Optional.of(pem), "tls:127.0.0.1:0");
                var client = connect(server, self.client("juliet@capulet.example"))) {
            assertThat(features(client)).doesNotContain("EXTERNAL").contains("PLAIN");

            assertThat(external(client, "")).contains("<invalid-mechanism/>");
            SecureSocket.write(
                    client, "<auth" + SASL + " mechanism='PLAIN'>" + base64("\0juliet\0juliet-secret") + "</auth>");
            assertThat(SecureSocket.read(client, ">")).startsWith("<success");
        }
    }

    @Test
    void aRenewedCertificateIsForTheNextWhileTheOthersStay(@TempDir Path data) throws Exception {
        try (var server = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0");
                var before = connect(server, null)) {
            features(before);
            var old = shown(before);
            Files.delete(data.resolve("tls/certificate.pem"));
            try (var elsewhere = new RealServer(data, StreamConfig.DEFAULT, "tls:127.0.0.1:0")) {
                assertThat(elsewhere.tls.certificate()).isNotEqualTo(old); // it has made another one
            }

            assertThat(server.tls.reload()).isEmpty();

            try (var after = connect(server, null)) {
                features(after);
                assertThat(shown(after)).isNotEqualTo(old).isEqualTo(server.tls.certificate());
            }
            SecureSocket.write(
                    before, "<auth" + SASL + " mechanism='PLAIN'>" + base64("\0juliet\0juliet-secret") + "</auth>");
            assertThat(SecureSocket.read(before, ">")).startsWith("<success");
        }
    }

    private static Certificate shown(SSLSocket client) throws IOException {
        return client.getSession().getPeerCertificates()[0];
    }

    private static String features(SSLSocket client) throws IOException {
        SecureSocket.write(client, HEADER);
        return SecureSocket.read(client, "</stream:features>");
    }

    private static String scram(ExportingClient client, byte[] binding) throws IOException {
        var scram = new ScramClient(ScramHash.SHA_256, "juliet", "juliet-secret");
        client.write("<response" + SASL + ">" + base64(scram.last(challenge(client, scram), binding)) + "</response>");
        return client.read("</");
    }

    private static String challenge(ExportingClient client, ScramClient scram) throws IOException {
        client.write("<auth" + SASL + " mechanism='SCRAM-SHA-256-PLUS'>" + base64(scram.first("p=tls-exporter,,"))
                + "</auth>");
        String challenge = client.read("</challenge>").replaceAll("<[^>]*>", "");
        return new String(Base64.getDecoder().decode(challenge), UTF_8);
    }

    private static String external(SSLSocket client, String authzid) throws IOException {
        String message = authzid.isEmpty() ? "=" : base64(authzid);
        SecureSocket.write(client, "<auth" + SASL + " mechanism='EXTERNAL'>" + message + "</auth>");
        String answer = SecureSocket.read(client, ">");
        return answer.startsWith("<success") ? answer : answer + SecureSocket.read(client, "</failure>");
    }

    private static SSLSocket connect(RealServer server, KeyManager[] keys) throws Exception {
        var plain = new Socket(server.address().getAddress(), server.address().getPort());
        return SecureSocket.over(plain, TrustAnybody.context(keys));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
