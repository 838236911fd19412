package offhook.sip.subscriber;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sip.header.EventHeader;
import offhook.runtime.work.Loop;
import offhook.sip.agent.Dialog;
import offhook.sip.agent.Exchange;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/**
 * One SUBSCRIBE that began something, and the notifiers it found. Only a NOTIFY makes a dialog (RFC 6665 §4.4.1), so it
 * does not matter if the 2xx comes before or after it, or from where. Belongs to the loop of its subscriber.
 */
final class Round {

    /** More than a PBX has behind one extension. */
    private static final int MOST = 16;

    /**
     * The NOTIFY may come before we know how often the SUBSCRIBE was sent again with credentials or to another server: the
     * numbers of the dialog begin behind all of these.
     */
    private static final int FIRST_IN_DIALOG = 64;

    private final Subscriber subscriber;
    private final SipRequest subscribe;
    private final Map<String, Notifier> notifiers = new LinkedHashMap<>();
    private Duration granted;
    private boolean open = true;

    Round(Subscriber subscriber, SipRequest subscribe) {
        this.subscriber = subscriber;
        this.subscribe = subscribe;
        granted = wanted();
    }

    /** Sends the SUBSCRIBE. */
    void begin() {
        subscriber.agent().expect(subscribe.callId(), tag(), this::first);
        subscriber
                .agent()
                .send(
                        subscribe.copy(),
                        subscriber.agent().way(subscriber.what().at()),
                        subscriber.what().login(),
                        this::answered);
    }

    private String tag() {
        return subscribe.from().tag().orElseThrow();
    }

    private void answered(Exchange exchange) {
        if (exchange.isSuccess()) {
            var expires = exchange.response().seconds(HeaderName.EXPIRES);
            expires.ifPresent(this::grants);
            List.copyOf(notifiers.values()).forEach(notifier -> notifier.accepted(expires));
        } else {
            subscriber.refused(this, exchange.response());
        }
    }

    /** A NOTIFY from somebody who has not told anything in this round. */
    private void first(ServerTransaction transaction, SipRequest request) {
        check(request);
        var from = request.from().tag().orElse("");
        if (!open || notifiers.size() == MOST || notifiers.containsKey(from)) {
            throw new SipFailure(481);
        }
        var begun = subscribe.copy();
        begun.set(HeaderName.CSEQ, new CSeq(FIRST_IN_DIALOG, Method.SUBSCRIBE).toString());
        var state = SubscriptionState.of(request);
        if (state.ended().isPresent()) {
            transaction.respond(transaction.response(200));
            subscriber.ended(this, state.ended().get());
            return;
        }
        var dialog = subscriber
                .agent()
                .open(
                        Dialog.ofNotify(begun, request),
                        subscriber.what().login(),
                        subscriber.agent()::way,
                        (later, notify) -> next(from, later, notify));
        var notifier = new Notifier(this, dialog, state);
        notifiers.put(from, notifier);
        transaction.respond(transaction.response(200));
        subscriber.notified(this, notifier, request);
    }

    private void next(String from, ServerTransaction transaction, SipRequest request) {
        check(request);
        var notifier = notifiers.get(from);
        if (notifier == null) {
            throw new SipFailure(481);
        }
        transaction.respond(transaction.response(200));
        subscriber.notified(this, notifier, request);
        notifier.notified(SubscriptionState.of(request));
    }

    private void check(SipRequest request) {
        if (!request.is(Method.NOTIFY)) {
            throw new SipFailure(405);
        }
        var event = request.header(HeaderName.EVENT, EventHeader.class).map(EventHeader::getEventType);
        if (event.isPresent() && !event.get().equalsIgnoreCase(subscriber.what().event())) {
            throw new SipFailure(489);
        }
    }

    /** No other notifier is expected. */
    void closeDoor() {
        open = false;
        subscriber.agent().unexpect(subscribe.callId(), tag());
    }

    /** Ends what is left, and lets the notifiers know. */
    void leave() {
        closeDoor();
        notifiers.values().forEach(Notifier::leave);
        notifiers.clear();
    }

    /** Asks every notifier for the full state. */
    void wantAll() {
        List.copyOf(notifiers.values()).forEach(Notifier::wanted);
    }

    boolean has(String notifier) {
        return notifiers.values().stream().anyMatch(one -> one.name().equals(notifier));
    }

    /** Asks one notifier for the full state. */
    void want(String notifier) {
        List.copyOf(notifiers.values()).stream()
                .filter(one -> one.name().equals(notifier))
                .forEach(Notifier::wanted);
    }

    void over(Notifier notifier, Ending ending) {
        notifiers.values().remove(notifier);
        if (notifiers.isEmpty()) {
            subscriber.ended(this, ending);
        } else {
            subscriber.gone(notifier);
        }
    }

    void proved() {
        subscriber.proved(this);
    }

    void fill(SipRequest request, Duration expires) {
        subscriber.fill(request, expires);
    }

    Duration wanted() {
        return subscriber.asked();
    }

    /** What the notifier grants, no more than we asked for: RFC 6665 §4.1.2.1. */
    void grants(Duration expires) {
        if (!expires.isZero()) {
            granted = expires.compareTo(wanted()) < 0 ? expires : wanted();
        }
    }

    Duration granted() {
        return granted;
    }

    Loop loop() {
        return subscriber.loop();
    }

    RandomGenerator random() {
        return subscriber.random();
    }
}
