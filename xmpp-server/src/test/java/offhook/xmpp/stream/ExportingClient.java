package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import org.bouncycastle.tls.ChannelBinding;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A client with TLS 1.3 of BouncyCastle, which can tell what is exported (RFC 9266). It trusts anybody. */
final class ExportingClient implements AutoCloseable {

    private final Socket socket;
    private final TlsClientProtocol tls;
    private byte[] exported;

    ExportingClient(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        tls = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
        tls.connect(new DefaultTlsClient(new BcTlsCrypto(new SecureRandom())) {

            @Override
            protected ProtocolVersion[] getSupportedVersions() {
                return ProtocolVersion.TLSv13.only();
            }

            @Override
            public TlsAuthentication getAuthentication() {
                return new ServerOnlyTlsAuthentication() {
                    @Override
                    public void notifyServerCertificate(TlsServerCertificate certificate) {}
                };
            }

            @Override
            public void notifyHandshakeComplete() throws IOException {
                super.notifyHandshakeComplete();
                exported = context.exportChannelBinding(ChannelBinding.tls_exporter);
            }
        });
    }

    byte[] exported() {
        return exported.clone();
    }

    void write(String text) throws IOException {
        tls.getOutputStream().write(text.getBytes(UTF_8));
    }

    String read(String until) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(until) < 0) {
            int c = tls.getInputStream().read();
            if (c < 0) {
                throw new IOException("the end came after: " + text);
            }
            text.append((char) c);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
