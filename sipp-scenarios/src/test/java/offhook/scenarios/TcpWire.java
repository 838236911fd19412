package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import offhook.demo.phone.Wire;

/** A connection that a phone opens and keeps, RFC 5626: it says CRLF twice, and hears it once. */
final class TcpWire implements Wire {

    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");

    private final Socket socket;
    private final InputStream in;
    private final Semaphore pongs = new Semaphore(0);

    TcpWire(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public String transport() {
        return "TCP";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    /** Whether the server answers a keep-alive, §3.5.1. */
    boolean isAlive() throws IOException, InterruptedException {
        send("\r\n\r\n".getBytes(UTF_8));
        return pongs.tryAcquire(10, TimeUnit.SECONDS);
    }

    @Override
    public byte[] receive() throws IOException {
        while (true) {
            String head = head();
            if (head.isBlank()) {
                pongs.release();
                continue;
            }
            var length = LENGTH.matcher(head);
            byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
            return (head + new String(body, UTF_8)).getBytes(UTF_8);
        }
    }

    /** Up to the empty line, or an empty line alone. */
    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            head.write(next);
            String text = head.toString(UTF_8);
            if (text.equals("\r\n") || text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
