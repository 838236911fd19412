package offhook.xmpp.web;

import offhook.runtime.net.http.WebSocket;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/**
 * Where clients speak XMPP by WebSocket, RFC 7395. Safe to share.
 *
 * @param longestMessage in bytes
 */
record WebSocketStreams(ClientStreams streams, int longestMessage) implements WebSocket.Endpoint {

    @Override
    public String subprotocol() {
        return "xmpp"; // §3.1
    }

    @Override
    public WebSocket.Listener open(WebSocket socket) {
        var connection = new WebSocketConnection(socket);
        var stream = streams.open(connection);
        if (socket.secure()) {
            stream.secured(Channel.SECURE); // §3.9
        }
        connection.carries(stream);
        return connection;
    }
}
