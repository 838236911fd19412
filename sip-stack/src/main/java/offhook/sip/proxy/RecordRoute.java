package offhook.sip.proxy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import offhook.directory.credentials.ScramHash;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/**
 * The URIs we put into Record-Route. Each carries an HMAC of the Call-ID (RFC 3261 §16.6 step 4 allows to recognise the
 * dialog by them) and of who began it, so that only those who were told of the dialog can have requests of it forwarded,
 * and strangers not everywhere. Safe to share.
 */
final class RecordRoute {

    /** Who began a dialog. */
    enum Begun {
        /** One of us who has proved it, or a peer. */
        BY_US("oh"),
        BY_STRANGER("os");

        private final String mark;

        Begun(String mark) {
            this.mark = mark;
        }
    }

    private static final int BYTES = 8;

    private final byte[] key;
    private final FlowTokens tokens;
    private final OwnAddresses own;

    /** @param key secret, and the same after a restart: a BYE may come then */
    RecordRoute(byte[] key, OwnAddresses own) {
        this.key = key.clone();
        this.tokens = new FlowTokens(key);
        this.own = own;
    }

    /** One side of a dialog: the flow it is on, and whether it can be reached by that flow only (RFC 5626 §5.3). */
    record Side(Flow flow, boolean alone) {}

    /**
     * Adds the way back to us. Where a request leaves in another way than it came, both sides are told the one that is
     * theirs (RFC 5658 §5). The URI that a request passes last on its way to somebody names the flow they are on.
     */
    void add(SipRequest request, Begun begun, Side in, Side out) {
        var mark = begun.mark + '=' + mark(begun, request.callId());
        var from = in.flow;
        var to = out.flow;
        if (from.isInside() || to.isInside()) {
            // Whoever stands inside is reached without a Route.
            request.push(HeaderName.RECORD_ROUTE, value(request, from.isInside() ? out : in, mark));
            return;
        }
        boolean differ = !from.sentBy().equals(to.sentBy()) || from.protocol() != to.protocol();
        if (differ || in.alone || out.alone) {
            request.push(HeaderName.RECORD_ROUTE, value(request, in, mark));
        }
        request.push(HeaderName.RECORD_ROUTE, value(request, out, mark));
    }

    /** RFC 3261 §16.6 step 4: a sips URI asks for another. */
    private String value(SipRequest request, Side side, String mark) {
        var flow = side.flow;
        boolean isSecured =
                request.uri().scheme().equals("sips") && flow.protocol().isSecure();
        var transport = isSecured || flow.protocol() == Protocol.UDP
                ? ""
                : ";transport=" + flow.protocol().param();
        var token = side.alone ? tokens.of(flow, request.callId()) + '@' : "";
        return "<" + (isSecured ? "sips:" : "sip:") + token + flow.sentBy() + transport + ";lr;" + mark + '>';
    }

    /** Who began the call, if the URI is one that we put into a Record-Route of it. */
    Optional<Begun> begun(Uri uri, String callId) {
        if (own.isListener(uri)) {
            for (var begun : Begun.values()) {
                var mark = uri.param(begun.mark);
                if (mark.isPresent() && mark.get().equals(mark(begun, callId))) {
                    return Optional.of(begun);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What the Route of a request said about us.
     *
     * @param begun who began the call; empty if nothing was put there by us for it
     * @param flow the one the receiver is on, if it has no other
     */
    record Taken(Optional<Begun> begun, Optional<FlowTokens.End> flow) {}

    /**
     * Takes what is ours from the Route of a request within a dialog, also when a strict router has sent it (RFC 3261
     * §16.4).
     */
    Taken take(SipRequest request) {
        var begun = begun(request.uri(), request.callId());
        Optional<FlowTokens.End> flow = Optional.empty();
        if (begun.isPresent()) {
            flow = tokens.read(request.uri().user(), request.callId());
            takeLast(request);
        }
        while (true) {
            var top = topRoute(request).filter(own::isListener);
            if (top.isEmpty()) {
                return new Taken(begun, flow);
            }
            begun = begun.or(() -> begun(top.get(), request.callId()));
            flow = tokens.read(top.get().user(), request.callId());
            request.pop(HeaderName.ROUTE);
        }
    }

    /** A strict router has put our URI where the target stood, and the target at the end of Route. */
    private static void takeLast(SipRequest request) {
        var routes = request.values(HeaderName.ROUTE);
        if (routes.isEmpty()) {
            return;
        }
        request.setUri(NameAddr.parse(routes.get(routes.size() - 1)).uri());
        request.remove(HeaderName.ROUTE);
        routes.subList(0, routes.size() - 1).forEach(route -> request.append(HeaderName.ROUTE, route));
    }

    static Optional<Uri> topRoute(SipMessage message) {
        return message.address(HeaderName.ROUTE).map(NameAddr::uri);
    }

    private String mark(Begun begun, String callId) {
        byte[] text = (begun.mark + ' ' + callId).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(ScramHash.SHA_256.hmac(key, text), 0, BYTES);
    }
}
