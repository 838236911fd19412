package offhook.sip.event;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.agent.Dialog;
import offhook.sip.agent.DialogListener;
import offhook.sip.agent.Exchange;
import offhook.sip.agent.OpenDialog;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.registrar.Binding;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/** One watcher's view of one person, RFC 6665 §4.2. Belongs to the loop of its Call-ID. */
final class Subscription implements DialogListener {

    /** So many NOTIFYs are numbered before the number is written again. */
    static final int RESERVED = 64;

    /** RFC 6665 §4.2.2: the watcher says that it knows nothing of the subscription, or never will. */
    private static final Set<Integer> FATAL =
            Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

    private final Notifier notifier;
    private final Subscribing desk;
    private final EventPackage what;
    private final EventHeader event;
    private final UserId watched;
    private final Optional<UserId> watcher;
    private final Loop loop;
    private final Uri contact;
    private final Telling telling = new Telling();

    private OpenDialog dialog;
    private Instant expires;
    private Protocol protocol;
    private volatile InetSocketAddress source;
    private Optional<Flow> flow = Optional.empty();
    private long reserved;

    private Timer expiry = () -> {};

    Subscription(Notifier notifier, Subscribing desk, EventPackage what, SubscriptionRow row) {
        this.notifier = notifier;
        this.desk = desk;
        this.what = what;
        event = row.event();
        watched = row.watched();
        watcher = row.watcher();
        loop = notifier.agent().loop(row.dialog().callId());
        contact = row.dialog().target();
        expires = row.expires();
        protocol = row.protocol();
        source = row.source();
        reserved = row.dialog().localSeq();
    }

    Loop loop() {
        return loop;
    }

    UserId watched() {
        return watched;
    }

    Optional<UserId> watcher() {
        return watcher;
    }

    /**
     * Whether it is this phone that watches what concerns its own person; it may be asked for anywhere. A phone is known
     * by where it sends from; behind another proxy, by its Contact.
     */
    boolean isOf(Binding phone) {
        boolean isThere = phone.path().isEmpty()
                ? source.equals(phone.received())
                : contact.host().equals(phone.uri().host())
                        && contact.port() == phone.uri().port();
        return isThere && watcher.equals(Optional.of(phone.user()));
    }

    EventPackage what() {
        return what;
    }

    EventHeader event() {
        return event;
    }

    Dialog state() {
        return dialog.state();
    }

    /** Takes up the dialog, tells the watcher, and ends in time. */
    void begin(Dialog state, Flow by, Sight sight) {
        flow = Optional.of(by);
        telling.sees(sight);
        open(state);
        tell();
    }

    /** The same after a restart, when many are to be told: this one after a while, if it may still be told anything. */
    void resume(Dialog state, Duration later) {
        open(state);
        telling.hold();
        loop.after(
                later,
                () -> desk.look(this, () -> {
                    telling.answered();
                    tell();
                }));
    }

    private void open(Dialog state) {
        dialog = notifier.agent().open(state, Optional.empty(), this::way, this);
        expireLater();
        notifier.add(this);
    }

    /** A subscription that ends at once: the watcher wants to know once (§4.4.3). */
    void fetch(Dialog state, Flow by) {
        flow = Optional.of(by);
        dialog = notifier.agent().open(state, Optional.empty(), this::way, this);
        telling.end("timeout", true);
        flush();
    }

    private void expireLater() {
        expiry.cancel();
        var left = Duration.between(notifier.now(), expires);
        expiry = loop.after(left, () -> end("timeout", true));
    }

    // What the watcher says

    @Override
    public boolean admits(ServerTransaction transaction, SipRequest request) {
        return desk.isFrom(this, transaction, request);
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        if (!request.is(Method.SUBSCRIBE)) {
            var response = transaction.response(405);
            response.append(HeaderName.ALLOW, Method.SUBSCRIBE.name());
            transaction.respond(response);
            return;
        }
        if (telling.isEnding()) {
            throw new SipFailure(481);
        }
        desk.refresh(this, transaction, request);
    }

    /** It lasts until then. */
    SubscriptionRow extended(Instant until, Flow by) {
        expires = until;
        protocol = by.protocol();
        source = by.remote();
        flow = Optional.of(by);
        expireLater();
        return row();
    }

    SubscriptionRow row() {
        reserved = Math.max(reserved, state().localSeq() + RESERVED);
        return new SubscriptionRow(state().numbered(reserved), event, watched, watcher, expires, protocol, source);
    }

    // What the watcher is told

    /** Something may have changed. */
    void changed() {
        telling.changed();
        flush();
    }

    /** What the watcher may see now, RFC 8048 §5.3.1. */
    void sees(Sight now) {
        if (now == Sight.HIDDEN) {
            end("rejected", false);
        } else if (telling.sees(now)) {
            tell();
        }
    }

    /** Tells the state whether it has changed or not. */
    void tell() {
        telling.asked();
        flush();
    }

    /** @param tells whether the watcher gets the last state, too */
    void end(String reason, boolean tells) {
        if (telling.end(reason, tells)) {
            expiry.cancel();
            notifier.ended(this);
            flush();
        }
    }

    private void flush() {
        telling.next(left(), () -> document(0)).ifPresent(this::send);
    }

    private long left() {
        return Math.max(0, Duration.between(notifier.now(), expires).toSeconds());
    }

    private Optional<String> document(long version) {
        return notifier.document(this, version);
    }

    private void send(Telling.Notify next) {
        if (telling.isOver()) {
            dialog.close();
        }
        if (next.paced()) {
            loop.after(what.pace(), () -> {
                telling.goOn();
                flush();
            });
        }
        var document = next.tells() ? document(state().localSeq()) : Optional.<String>empty();
        dialog.send(
                Method.NOTIFY,
                notify -> {
                    notify.append(HeaderName.EVENT, event.toString());
                    notify.append(HeaderName.SUBSCRIPTION_STATE, next.state());
                    document.ifPresent(
                            text -> notify.setBody(what.contentType(), text.getBytes(StandardCharsets.UTF_8)));
                },
                this::answered);
        if (!telling.isOver() && state().localSeq() + RESERVED / 4 > reserved) {
            notifier.keep(row());
        }
    }

    private void answered(Exchange exchange) {
        telling.answered();
        if (FATAL.contains(exchange.status())) {
            gone();
        } else {
            flush();
        }
    }

    /** Nobody listens any more. */
    private void gone() {
        if (telling.stop()) {
            expiry.cancel();
            dialog.close();
            notifier.ended(this);
        }
    }

    private Way way(Uri next) {
        return notifier.way(next, flow.filter(by -> state().routes().isEmpty()), watcher, protocol, source);
    }
}
