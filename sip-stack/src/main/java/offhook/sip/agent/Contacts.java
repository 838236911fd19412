package offhook.sip.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Identity;
import offhook.sip.proxy.OwnContacts;
import offhook.sip.transaction.ServerTransaction;

/**
 * The contacts that we have registered elsewhere, each by a name that nobody guesses. They are there for trusted peers
 * alone: for anybody else it is as if there were none. Safe to share.
 */
public final class Contacts implements OwnContacts {

    /** RFC 3840 §10: what our contacts say in a REGISTER that they take. */
    static final String METHODS = "INVITE,ACK,CANCEL,OPTIONS";

    private static final String ALLOWED = METHODS.replace(",", ", ");

    private final OwnAddresses own;
    private final Peers peers;
    private final Map<String, ContactListener> contacts = new ConcurrentHashMap<>();

    public Contacts(OwnAddresses own, Peers peers) {
        this.own = own;
        this.peers = peers;
    }

    /** From now on, whoever calls this user at our address is told to the listener. */
    public void put(String user, ContactListener listener) {
        contacts.put(user, listener);
    }

    public void remove(String user) {
        contacts.remove(user);
    }

    @Override
    public boolean take(ServerTransaction transaction, SipRequest request) {
        var listener = contacts.isEmpty() ? null : listener(request.uri());
        if (listener == null || !peers.isOne(transaction.source().remote().getAddress())) {
            return false;
        }
        if (request.is(Method.INVITE)) {
            listener.invited(transaction, request, Identity.callerOf(request, own));
        } else if (request.is(Method.OPTIONS)) {
            // Asterisk (qualify_frequency): a contact that does not answer is not called.
            var response = transaction.response(200);
            response.append(HeaderName.ALLOW, ALLOWED);
            response.append(HeaderName.ACCEPT, "application/sdp");
            transaction.respond(response);
        } else if (request.is(Method.NOTIFY)) {
            // Asterisk and others light the lamp of every contact, unasked; a refusal stands in their log each time.
            transaction.respond(transaction.response(200));
        } else {
            var response = transaction.response(new SipFailure(405));
            response.append(HeaderName.ALLOW, ALLOWED);
            transaction.respond(response);
        }
        return true;
    }

    /** RFC 3261 §9.1: a CANCEL has the Request-URI of its INVITE. */
    @Override
    public boolean cancelled(ServerTransaction invite, SipRequest cancel) {
        try {
            var listener = contacts.isEmpty() ? null : listener(cancel.uri());
            if (listener != null) {
                listener.cancelled(invite, cancel);
            }
            return listener != null;
        } catch (SipFailure unreadable) {
            return false;
        }
    }

    private ContactListener listener(Uri uri) {
        return uri.isSip() ? contacts.get(uri.user()) : null;
    }
}
