package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import offhook.demo.phone.Wire;

/** What a browser has: a WebSocket over TLS, RFC 7118, by the client of the Java platform. It cannot say where it is (§5). */
final class BrowserWire implements Wire {

    private static final String END = "";

    private final String host = UUID.randomUUID().toString().substring(0, 8) + ".invalid";
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    BrowserWire(InetSocketAddress server) throws GeneralSecurityException {
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        socket = HttpClient.newBuilder()
                .sslContext(trusting)
                .build()
                .newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create("wss://127.0.0.1:" + server.getPort() + "/"), new Inbox())
                .join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    @Override
    public String transport() {
        return "WSS";
    }

    @Override
    public String address() {
        return host;
    }

    @Override
    public void send(byte[] message) {
        socket.sendText(new String(message, UTF_8), true).join();
    }

    @Override
    public byte[] receive() throws IOException {
        try {
            String message = received.take();
            if (message.equals(END)) {
                throw new EOFException("the server has closed the connection");
            }
            return message.getBytes(UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        socket.abort();
        received.add(END);
    }

    /** Puts the parts of messages together. */
    private final class Inbox implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                received.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            received.add(END);
            return null;
        }
    }

    /** The certificate is one that the server made for itself. */
    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Whoever it is.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Whoever it is.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Whoever it is.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
