package offhook.runtime.net.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.flow.FlowControlHandler;
import java.util.Arrays;
import offhook.runtime.work.Loop;

/** The opening handshake of a WebSocket, RFC 6455 §4.2. */
final class Upgrading {

    private static final String VERSION = "13";
    private static final int KEY = 24; // of 16 octets in Base64

    private Upgrading() {}

    /** Fails with HttpFailure unless the head asks for what the endpoint offers. */
    static void check(HttpRequest head, WebSocket.Endpoint endpoint) {
        var headers = head.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            throw new HttpFailure(426, "expected a WebSocket");
        }
        if (!VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            throw new HttpFailure(426, "expected version 13 of WebSocket");
        }
        var key = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (key.size() != 1 || key.get(0).length() != KEY) {
            throw new HttpFailure(400, "expected one Sec-WebSocket-Key of 16 octets");
        }
        boolean asked = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(name -> name.strip().equals(endpoint.subprotocol()));
        if (!asked) {
            throw new HttpFailure(400, "expected Sec-WebSocket-Protocol: " + endpoint.subprotocol());
        }
    }

    /** Answers, and puts frames in the place of requests. */
    static void run(Channel channel, HttpRequest head, Peer peer, Loop loop, WebSocket.Endpoint endpoint) {
        var limits = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(endpoint.longestMessage())
                .allowExtensions(false)
                .closeOnProtocolViolation(false) // we close, with the status
                .build();
        var handshaker = new WebSocketServerHandshaker13(head.uri(), endpoint.subprotocol(), limits);
        var socket = new WebSocketConnection(loop, peer, endpoint);
        var pipeline = channel.pipeline();
        pipeline.remove(FlowControlHandler.class);
        pipeline.addLast(new WebSocketFrameAggregator(endpoint.longestMessage()), socket);
        var request = new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                head.headers());
        ChannelFuture done = handshaker.handshake(channel, request, new DefaultHttpHeaders(), channel.newPromise());
        pipeline.remove(HttpConnection.class);
        done.addListener(answered -> {
            if (answered.isSuccess()) {
                socket.open();
            } else {
                channel.close();
            }
        });
    }
}
