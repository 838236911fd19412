package offhook.sip.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsContexts;

/**
 * TLS for those who connect to us, by our certificate, and for those whom we connect to, by theirs (RFC 3261 §26.3.1).
 * Phones have no certificate; who they are, their password says. Safe to share.
 */
public record Tls(TlsContexts ours, TlsClients peers) {

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** With the certificate there is now: a renewed one serves the next connection. */
    SslHandler accepted(Channel channel) {
        var handler = ours.server().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        return handler;
    }

    SslHandler opened(Channel channel, InetSocketAddress peer) {
        return peers.handler(channel, peer);
    }
}
