package offhook.runtime.net.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * Who is at the other end.
 *
 * @param address null where it is not known
 * @param secure whether it came through TLS
 */
record Peer(InetSocketAddress address, boolean secure) {

    /**
     * What a proxy on this machine says of its client is believed: nobody else reaches a plain connection of the
     * loopback. Of several addresses the last one is what it has seen itself.
     */
    static Peer of(SocketAddress remote, boolean tls, HttpHeaders headers) {
        if (!(remote instanceof InetSocketAddress address)) {
            return new Peer(null, tls);
        }
        if (tls || !address.getAddress().isLoopbackAddress()) {
            return new Peer(address, tls);
        }
        var all = headers.getAll("X-Forwarded-For");
        var client = all.isEmpty() ? address : client(all.get(all.size() - 1), address);
        return new Peer(client, "https".equalsIgnoreCase(headers.get("X-Forwarded-Proto")));
    }

    private static InetSocketAddress client(String forwarded, InetSocketAddress proxy) {
        var last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        var bytes = NetUtil.createByteArrayFromIpAddressString(last);
        if (bytes == null) {
            return proxy;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of a wrong length only
        }
    }
}
