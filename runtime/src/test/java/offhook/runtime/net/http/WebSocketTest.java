package offhook.runtime.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.WebSocketEar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WebSockets on real sockets: an echo, asked by the JDK's client, and by one that knows no manners. */
@Timeout(60)
class WebSocketTest {

    private static final int LONGEST = 1_000;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<WebSocket> opened = new LinkedBlockingQueue<>();
    private final WebSocketEar ear = new WebSocketEar();
    private final EventLoops loops = EventLoops.start(1);
    private final HttpServer server =
            new HttpServer(loops, new Routes().webSocket("/ws", new Echo()), new ManualTime(), HttpServer.Limits.LOCAL);
    private final InetSocketAddress address = server.listen(Listen.parse("127.0.0.1:0"), Optional.empty());

    private final class Echo implements WebSocket.Endpoint {

        @Override
        public String subprotocol() {
            return "echo";
        }

        @Override
        public int longestMessage() {
            return LONGEST;
        }

        @Override
        public WebSocket.Listener open(WebSocket socket) {
            opened.add(socket);
            return new WebSocket.Listener() {
                @Override
                public void received(byte[] text) {
                    heard.add(new String(text, UTF_8));
                    socket.write(text);
                    socket.flush();
                }

                @Override
                public void lost() {
                    heard.add("(lost)");
                }
            };
        }
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    private java.net.http.WebSocket connect(String subprotocol) throws Exception {
        try {
            return HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols(subprotocol)
                    .buildAsync(URI.create("ws://127.0.0.1:" + address.getPort() + "/ws"), ear)
                    .get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void messagesGoBothWaysWholeAndInFragments() throws Exception {
        var socket = connect("echo");
        assertThat(socket.getSubprotocol()).isEqualTo("echo");
        socket.sendText("good night", true).get();
        assertThat(ear.next()).isEqualTo("good night");
        socket.sendText("good ", false).get();
        socket.sendPing(ByteBuffer.wrap("there".getBytes(UTF_8))).get();
        socket.sendText("morning", true).get();
        assertThat(ear.next()).isEqualTo("(pong there)");
        assertThat(ear.next()).isEqualTo("good morning");
        assertThat(heard).containsExactly("good night", "good morning");
    }

    @Test
    void wePingAndSayGoodbye() throws Exception {
        connect("echo");
        var socket = opened.poll(20, TimeUnit.SECONDS);
        assertThat(socket.peer().isLoopbackAddress()).isTrue();
        assertThat(socket.secure()).isFalse();
        socket.loop().execute(() -> {
            socket.ping();
            socket.flush();
            socket.close(1001);
        });
        assertThat(ear.next()).isEqualTo("(ping)");
        assertThat(ear.next()).isEqualTo("(close 1001)");
        assertThat(next(heard)).isEqualTo("(lost)");
    }

    @Test
    void theClientSaysGoodbye() throws Exception {
        var socket = connect("echo");
        socket.sendClose(java.net.http.WebSocket.NORMAL_CLOSURE, "").get();
        assertThat(ear.next()).isEqualTo("(close 1000)");
        assertThat(next(heard)).isEqualTo("(lost)");
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        connect("echo").sendBinary(ByteBuffer.wrap(new byte[3]), true).get();
        assertThat(ear.next()).isEqualTo("(close 1003)");
    }

    @Test
    void whatIsTooLongIsRefusedWholeAndInFragments() throws Exception {
        connect("echo").sendText("x".repeat(LONGEST + 1), true);
        assertThat(ear.next()).isEqualTo("(close 1009)");
        var socket = connect("echo");
        socket.sendText("x".repeat(LONGEST), false).get();
        socket.sendText("x", true);
        assertThat(ear.next()).isEqualTo("(close 1009)");
        assertThat(heard).doesNotContain("x");
    }

    @Test
    void anotherProtocolIsRefused() {
        assertThatThrownBy(() -> connect("chess")).isInstanceOf(WebSocketHandshakeException.class);
        assertThat(opened).isEmpty();
    }

    @Test
    void aPlainRequestIsRefused() throws Exception {
        assertThat(raw("GET /ws HTTP/1.1\r\nHost: v\r\n\r\n", "")).startsWith("HTTP/1.1 426 ");
        assertThat(raw(handshake().replace("Version: 13", "Version: 8"), "")).startsWith("HTTP/1.1 426 ");
        assertThat(raw(handshake().replace("dGhlIHNhbXBsZSBub25jZQ==", "x"), ""))
                .startsWith("HTTP/1.1 400 ");
    }

    /** RFC 6455 §5.2: nobody has agreed on an extension, so a compressed frame is an error, and so is one without mask. */
    @Test
    void framesThatBreakTheProtocolEndIt() throws Exception {
        for (var frame : new String[] {"\u00c1\u0081abcd\u0000", "\u0081\u0001x", "\u0083\u0081abcd\u0000"}) {
            assertThat(raw(handshake(), frame)).contains("\u0003\u00ea"); // 1002
        }
        assertThat(heard).doesNotContain("x");
    }

    private static String handshake() {
        return "GET /ws HTTP/1.1\r\nHost: v\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: echo\r\n\r\n";
    }

    /** Sends a request and, when it was answered, more; all that came back. */
    private String raw(String request, String more) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            var in = socket.getInputStream();
            var all = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.append((char) b);
                if (all.toString().endsWith("\r\n\r\n") && !more.isEmpty()) {
                    socket.getOutputStream().write(more.getBytes(ISO_8859_1));
                    socket.shutdownOutput();
                }
            }
            return all.toString();
        }
    }
}
