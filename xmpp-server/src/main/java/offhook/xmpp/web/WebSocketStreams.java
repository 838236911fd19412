package offhook.xmpp.web;

import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.net.http.WebSocket;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/** Where clients speak XMPP by WebSocket, RFC 7395. Safe to share. */
final class WebSocketStreams implements WebSocket.Endpoint {

    private final ClientStreams streams;
    private final int longestMessage;
    private final AtomicInteger open = new AtomicInteger();

    /** @param longestMessage in bytes */
    WebSocketStreams(ClientStreams streams, int longestMessage) {
        this.streams = streams;
        this.longestMessage = longestMessage;
    }

    /** How many are connected. */
    int count() {
        return open.get();
    }

    @Override
    public String subprotocol() {
        return "xmpp"; // §3.1
    }

    @Override
    public int longestMessage() {
        return longestMessage;
    }

    @Override
    public WebSocket.Listener open(WebSocket socket) {
        var connection = new WebSocketConnection(socket, open::decrementAndGet);
        var stream = streams.open(connection);
        if (socket.secure()) {
            stream.secured(Channel.SECURE); // §3.9
        }
        connection.carries(stream);
        open.incrementAndGet();
        return connection;
    }
}
