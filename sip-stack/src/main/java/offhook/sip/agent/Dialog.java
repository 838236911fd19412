package offhook.sip.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;

/**
 * The state of a dialog in which we are one of the two ends, RFC 3261 §12. Immutable and safe to share.
 *
 * @param local our From, with its tag
 * @param remote theirs
 * @param localSeq the CSeq of our last request
 * @param remoteSeq of theirs; -1 if there was none
 * @param target the Contact of the other end
 * @param routes the proxies between, nearest first, as Route has them
 * @param secure nothing of it goes anywhere but over TLS
 */
public record Dialog(
        String callId,
        NameAddr local,
        NameAddr remote,
        long localSeq,
        long remoteSeq,
        Uri target,
        List<String> routes,
        boolean secure) {

    /** RFC 3261 §12.2, RFC 3311 §5.1, RFC 6665 §4.4.1, RFC 3515 §2.4.7: these may move the target. */
    private static final Set<Method> REFRESHES =
            Set.of(Method.INVITE, Method.UPDATE, Method.SUBSCRIBE, Method.NOTIFY, Method.REFER);

    private static final String MAX_FORWARDS = "70";

    public Dialog {
        routes = List.copyOf(routes);
    }

    /** RFC 3261 §12: how a dialog is told from all others. */
    public record Id(String callId, String localTag, String remoteTag) {

        /** The dialog that a request which came in belongs to. */
        static Id of(SipRequest request) {
            return new Id(
                    request.callId(),
                    request.to().tag().orElse(""),
                    request.from().tag().orElse(""));
        }
    }

    /**
     * The dialog that their request and our response to it make, §12.1.1.
     *
     * @throws SipFailure 400 if the request has no Contact
     */
    public static Dialog ofUas(SipRequest request, SipResponse response) {
        return new Dialog(
                request.callId(),
                response.to(),
                request.from(),
                0,
                request.cseq().number(),
                contact(request),
                request.values(HeaderName.RECORD_ROUTE),
                isSecure(request));
    }

    /**
     * The dialog that our request and their response make, §12.1.2.
     *
     * @throws SipFailure 400 if the response has no Contact
     */
    public static Dialog ofUac(SipRequest request, SipResponse response) {
        return new Dialog(
                request.callId(),
                request.from(),
                response.to(),
                request.cseq().number(),
                -1,
                contact(response),
                reversed(response.values(HeaderName.RECORD_ROUTE)),
                isSecure(request));
    }

    /**
     * The dialog that our SUBSCRIBE and their first NOTIFY make, RFC 6665 §4.4.1: the 2xx may come later or not at all.
     *
     * @throws SipFailure 400 if the NOTIFY has no Contact
     */
    public static Dialog ofNotify(SipRequest subscribe, SipRequest notify) {
        return new Dialog(
                subscribe.callId(),
                subscribe.from(),
                notify.from(),
                subscribe.cseq().number(),
                notify.cseq().number(),
                contact(notify),
                notify.values(HeaderName.RECORD_ROUTE),
                isSecure(subscribe));
    }

    private static Uri contact(SipMessage message) {
        return message.address(HeaderName.CONTACT)
                .map(NameAddr::uri)
                .orElseThrow(() -> new SipFailure(400, "Missing Contact"));
    }

    private static List<String> reversed(List<String> routes) {
        var all = new ArrayList<>(routes);
        Collections.reverse(all);
        return all;
    }

    private static boolean isSecure(SipRequest request) {
        return request.uri().scheme().equals("sips");
    }

    public Id id() {
        return new Id(callId, local.tag().orElse(""), remote.tag().orElse(""));
    }

    /** With the number of our next request. */
    public Dialog next() {
        return numbered(localSeq + 1);
    }

    /** The same as if our last request had this number. */
    public Dialog numbered(long number) {
        return new Dialog(callId, local, remote, number, remoteSeq, target, routes, secure);
    }

    /** Where our requests go first: §12.2.1.1. */
    public Uri nextHop() {
        return routes.isEmpty() ? target : NameAddr.parse(routes.get(0)).uri();
    }

    /** A request of ours with the current number, §12.2.1.1; Via and Contact are still missing. */
    public SipRequest request(Method method) {
        boolean strict = !routes.isEmpty() && nextHop().param("lr").isEmpty();
        var request = new SipRequest(method, strict ? nextHop().withoutHeaders() : target.withoutHeaders());
        var route = new ArrayList<>(strict ? routes.subList(1, routes.size()) : routes);
        if (strict) {
            route.add(NameAddr.of(target).toString());
        }
        route.forEach(each -> request.append(HeaderName.ROUTE, each));
        request.append(HeaderName.MAX_FORWARDS, MAX_FORWARDS);
        request.append(HeaderName.FROM, local.toString());
        request.append(HeaderName.TO, remote.toString());
        request.append(HeaderName.CALL_ID, callId);
        request.append(HeaderName.CSEQ, new CSeq(localSeq, method).toString());
        return request;
    }

    /**
     * What their request makes of it, §12.2.2.
     *
     * @throws SipFailure 500 if a later one has come already
     */
    public Dialog received(SipRequest request) {
        long number = request.cseq().number();
        if (number < remoteSeq) {
            throw new SipFailure(500, "CSeq Is Lower Than Before");
        }
        return new Dialog(callId, local, remote, localSeq, number, target(request.method(), request), routes, secure);
    }

    /** What their 2xx to a request of ours makes of it, §12.2.1.2. */
    public Dialog answered(SipResponse response) {
        return new Dialog(
                callId,
                local,
                remote,
                localSeq,
                remoteSeq,
                target(response.cseq().method(), response),
                routes,
                secure);
    }

    private Uri target(Method method, SipMessage message) {
        return REFRESHES.contains(method)
                ? message.address(HeaderName.CONTACT).map(NameAddr::uri).orElse(target)
                : target;
    }
}
