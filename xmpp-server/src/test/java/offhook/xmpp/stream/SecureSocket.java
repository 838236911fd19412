package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of capulet.example that is nothing but a socket. */
final class SecureSocket {

    private SecureSocket() {}

    /** Puts TLS on a connection that is there. */
    static SSLSocket over(Socket plain, SSLContext context) throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "capulet.example", 0, true);
        socket.startHandshake();
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** All that comes until this text has come. */
    static String read(Socket socket, String until) throws IOException {
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
}
