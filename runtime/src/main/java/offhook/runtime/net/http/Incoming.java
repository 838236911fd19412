package offhook.runtime.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A request whose body is still arriving. */
final class Incoming {

    private static final int MOST_PARAMETERS = 100;
    private static final char DELETE = 0x7f;

    /** What an absolute-form adds before the path, RFC 9112 §3.2.2. */
    private static final Pattern ABSOLUTE = Pattern.compile("^https?://[^/?#]*", Pattern.CASE_INSENSITIVE);

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final Peer peer;
    private final Routes.Found found;
    private final ByteBuf body = Unpooled.buffer(0);

    private Incoming(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            Peer peer,
            Routes.Found found) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.peer = peer;
        this.found = found;
    }

    /** Fails with HttpFailure. */
    static Incoming of(HttpRequest head, Routes routes, Peer peer) {
        if (head.protocolVersion().majorVersion() != 1) {
            throw new HttpFailure(505, "expected HTTP/1.1");
        }
        var hosts = head.headers().getAll(HttpHeaderNames.HOST);
        if ((head.protocolVersion().minorVersion() > 0 && hosts.size() != 1)
                || hosts.stream().anyMatch(host -> host.indexOf(' ') >= 0)) {
            throw new HttpFailure(400, "expected one Host header"); // RFC 9112 §3.2
        }
        for (var coding : head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
            if (!HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
                throw new HttpFailure(501, "expected no other Transfer-Encoding than chunked"); // RFC 9112 §6.1
            }
        }
        var decoder = new QueryStringDecoder(ABSOLUTE.matcher(head.uri()).replaceFirst(""), true);
        var method = head.method().name();
        var path = decoder.rawPath();
        return new Incoming(method, path, query(decoder), headers(head.headers()), peer, routes.find(method, path));
    }

    /** Fails with HttpFailure for what is known to be wrong before there is a body. */
    void expect(HttpRequest head) {
        if (HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head) > largestBody()) {
            throw tooLong();
        }
        if (head.headers().contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(head)) {
            throw new HttpFailure(417, "expected no such Expect header");
        }
        if (route().destination() instanceof Route.Upgrade upgrade) {
            Upgrading.check(head, upgrade.endpoint());
        }
    }

    Route route() {
        return found.route();
    }

    Peer peer() {
        return peer;
    }

    long largestBody() {
        return found.route().largestBody();
    }

    HttpFailure tooLong() {
        return new HttpFailure(413, "the body is longer than " + largestBody() + " octets");
    }

    /** False when the body is too long now. */
    boolean add(ByteBuf part) {
        if (body.readableBytes() + part.readableBytes() > largestBody()) {
            return false;
        }
        body.writeBytes(part);
        return true;
    }

    Request request() {
        return new Request(
                method,
                path,
                found.variables(),
                query,
                headers,
                ByteBufUtil.getBytes(body),
                peer.address(),
                peer.secure());
    }

    void release() {
        body.release();
    }

    private static Map<String, String> query(QueryStringDecoder decoder) {
        try {
            var first = new HashMap<String, String>();
            decoder.parameters().forEach((name, values) -> first.put(name, values.get(0)));
            if (first.size() > MOST_PARAMETERS) {
                throw new HttpFailure(400, "there are more than " + MOST_PARAMETERS + " parameters");
            }
            return Map.copyOf(first);
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, "the query is not percent-encoded UTF-8");
        }
    }

    private static Map<String, String> headers(HttpHeaders headers) {
        var all = new HashMap<String, String>();
        headers.forEach(header -> {
            if (header.getValue().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == DELETE)) {
                throw new HttpFailure(400, "expected no control characters in a header"); // RFC 9110 §5.5
            }
            all.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (a, b) -> a + ", " + b);
        });
        return Map.copyOf(all);
    }
}
