package offhook.sip.transaction;

import java.util.Comparator;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Via;

/**
 * By what a request is known to belong to a server transaction (RFC 3261 §17.2.3).
 *
 * @param id the branch; without one that is unique, what RFC 2543 compared
 * @param sentBy host and port of the topmost Via: a branch is unique to the element that made it
 * @param method of the request that made the transaction, so INVITE for an ACK
 */
record ServerKey(String id, String sentBy, Method method) implements Comparable<ServerKey> {

    private static final Comparator<ServerKey> ORDER = Comparator.comparing(ServerKey::id)
            .thenComparing(ServerKey::sentBy)
            .thenComparing(key -> key.method().name());

    static ServerKey of(SipRequest request) {
        return of(request, request.is(Method.ACK) ? Method.INVITE : request.method());
    }

    /** The transaction that a CANCEL is about (RFC 3261 §9.2). */
    static ServerKey cancelled(SipRequest cancel) {
        return of(cancel, Method.INVITE);
    }

    private static ServerKey of(SipRequest request, Method method) {
        var via = request.topVia();
        return new ServerKey(
                via.uniqueBranch().orElseGet(() -> rfc2543(request, via)), via.host() + ':' + via.port(), method);
    }

    /**
     * For elements of RFC 2543, and for the bare cookie of RFC 4475 §3.2.1. The tag of To is left out: the ACK has one
     * that the INVITE lacked, and two requests that agree in all of this and differ there only are not known to exist.
     */
    private static String rfc2543(SipRequest request, Via via) {
        return request.uri()
                + "|" + tag(request.from())
                + "|" + request.callId()
                + "|" + request.cseq().number()
                + "|" + via;
    }

    /**
     * The same with a sent-by that the keys of one peer share, since thousands of them wait half a minute.
     *
     * @param recent those of late, by their hash; a power of two of them
     */
    ServerKey sharing(String[] recent) {
        int slot = sentBy.hashCode() & (recent.length - 1);
        if (!sentBy.equals(recent[slot])) {
            recent[slot] = sentBy;
        }
        return new ServerKey(id, recent[slot], method);
    }

    /** Keys whose hashes were made to collide are found through their order. */
    @Override
    public int compareTo(ServerKey other) {
        return ORDER.compare(this, other);
    }

    private static String tag(NameAddr address) {
        return address.tag().orElse("");
    }
}
