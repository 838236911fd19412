package offhook.sip.guard;

import java.net.InetAddress;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Flow;
import offhook.sip.transport.MessageListener;

/**
 * Lets in what comes from phones and peers, and from strangers as much as they may send. Whoever is banned is not even
 * answered. One phone that has registered opens the gate for all that share its address: an office after a power cut is
 * no attack. Safe to share.
 */
public final class Gatekeeper implements MessageListener {

    private static final String RETRY_AFTER = "10";

    private final MessageListener inside;
    private final Predicate<InetAddress> known;
    private final Bans bans;
    private final RateLimit strangers;
    private final LongAdder turnedAway = new LongAdder();

    /**
     * @param known addresses of phones and peers, and our own
     * @param strangers how many requests an address may begin that is none of these
     */
    public Gatekeeper(MessageListener inside, Predicate<InetAddress> known, Bans bans, RateLimit strangers) {
        this.inside = inside;
        this.known = known;
        this.bans = bans;
        this.strangers = strangers;
    }

    /** Messages that nobody saw, since the start. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    @Override
    public void received(SipMessage message, Flow from) {
        var address = from.remote().getAddress();
        if (known.test(address)) {
            inside.received(message, from);
        } else if (bans.isBanned(address)) {
            turnedAway.increment();
        } else if (message instanceof SipRequest request && begins(request) && !strangers.allows(address)) {
            turnedAway.increment();
            tooMany(request, from);
        } else {
            inside.received(message, from);
        }
    }

    /** What belongs to something that was let in before passes. */
    private static boolean begins(SipRequest request) {
        return !request.is(Method.ACK) && !request.is(Method.CANCEL) && !request.isInDialog();
    }

    /** A datagram comes again by itself, and its sender's address may be a victim's; on a connection somebody waits. */
    private static void tooMany(SipRequest request, Flow from) {
        if (from.protocol().isReliable()) {
            var response = SipResponse.to(request, 503);
            response.tagTo("busy");
            response.append(HeaderName.RETRY_AFTER, RETRY_AFTER);
            from.send(response.encode(), unsent -> {});
        }
    }
}
