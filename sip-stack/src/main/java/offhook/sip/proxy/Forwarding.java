package offhook.sip.proxy;

import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.registrar.Phones;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.ResponseListener;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;
import offhook.sip.transport.Transport;

/** What is done to a message on its way through: RFC 3261 §16.6 and §16.7 step 3. Safe to share. */
final class Forwarding {

    private static final int MAX_FORWARDS = 70;

    private final TransactionLayer layer;
    private final Transport transport;
    private final RecordRoute recordRoute;
    private final OwnAddresses own;
    private final Phones phones;

    Forwarding(TransactionLayer layer, Transport transport, RecordRoute recordRoute, OwnAddresses own, Phones phones) {
        this.layer = layer;
        this.transport = transport;
        this.recordRoute = recordRoute;
        this.own = own;
        this.phones = phones;
    }

    /** Sends a copy of the walk's request there, through a transaction of its own. */
    ClientTransaction send(Walk walk, Destination to, Target hop, int breadth, ResponseListener listener) {
        var copy = walk.request().copy();
        if (staysOnPath(copy)) {
            recordRoute.add(
                    copy,
                    walk.begun(),
                    new RecordRoute.Side(walk.transaction().source(), isAlone(walk)),
                    new RecordRoute.Side(transport.flow(hop), to.flow()));
        }
        copy.set(HeaderName.MAX_BREADTH, Integer.toString(breadth));
        if (!to.trusted()) {
            Identity.hide(copy);
        }
        prepare(copy, to);
        return layer.send(copy, hop, walk.loopMark, listener);
    }

    /** RFC 5626 §5.3.2: the sender itself is at the other end, and says that requests of the dialog must come this way. */
    private static boolean isAlone(Walk walk) {
        var request = walk.request();
        return request.method().beginsDialog()
                && !request.isInDialog()
                && request.values(HeaderName.VIA).size() == 1
                && request.address(HeaderName.CONTACT)
                        .filter(contact -> contact.uri().param("ob").isPresent())
                        .isPresent();
    }

    /** Sends the ACK of a 2xx. */
    void sendAck(SipRequest ack, Destination to, Target hop, String loopMark) {
        var copy = ack.copy();
        prepare(copy, to);
        layer.sendAck(copy, hop, loopMark);
    }

    private static void prepare(SipRequest copy, Destination to) {
        copy.setUri(to.uri().isSip() ? to.uri().withoutHeaders() : to.uri());
        copy.set(HeaderName.MAX_FORWARDS, Integer.toString(copy.maxForwards().orElse(MAX_FORWARDS + 1) - 1));
        for (int i = to.route().size() - 1; i >= 0; i--) {
            copy.push(HeaderName.ROUTE, to.route().get(i));
        }
        satisfyStrictRouter(copy);
    }

    /** What may begin a dialog, also by a method we do not know (§16.6 step 4), and what refreshes its target. */
    private static boolean staysOnPath(SipRequest request) {
        var method = request.method();
        return !method.equals(Method.OPTIONS)
                && !method.equals(Method.MESSAGE)
                && !method.equals(Method.BYE)
                && !method.equals(Method.PRACK)
                && !method.equals(Method.INFO);
    }

    /** §16.6 step 6. */
    private static void satisfyStrictRouter(SipRequest copy) {
        var top = RecordRoute.topRoute(copy);
        if (top.isPresent() && top.get().param("lr").isEmpty()) {
            copy.append(HeaderName.ROUTE, NameAddr.of(copy.uri()).toString());
            copy.setUri(top.get());
            copy.pop(HeaderName.ROUTE);
        }
    }

    /** Takes our Via off, and puts right what a phone behind address translation says of itself. */
    void readyForSender(SipResponse response, Flow from) {
        response.pop(HeaderName.VIA);
        if (response.status() < 300 && isFromPhone(response)) {
            Nat.correctContact(response, from, phones);
        }
    }

    /** No proxy behind us has put itself on the path. */
    private boolean isFromPhone(SipResponse response) {
        try {
            return response.address(HeaderName.RECORD_ROUTE)
                    .map(NameAddr::uri)
                    .filter(route -> !own.isListener(route))
                    .isEmpty();
        } catch (SipFailure unreadable) {
            return false;
        }
    }

    /** The same for a request that came from a phone itself, not through a proxy. */
    void readyToForward(SipRequest request, Flow from) {
        if (!request.has(HeaderName.RECORD_ROUTE)
                && request.values(HeaderName.VIA).size() == 1) {
            Nat.correctContact(request, from, phones);
        }
    }
}
