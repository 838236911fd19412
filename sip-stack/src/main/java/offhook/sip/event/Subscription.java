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

/**
 * One watcher's view of one person, RFC 6665 §4.2. Belongs to the loop of its Call-ID.
 *
 * <p>There is one NOTIFY at a time, at the pace of the package, and each says the whole state of its moment. So none can
 * overtake another, and what changes meanwhile is neither lost nor told twice.
 */
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

    private OpenDialog dialog;
    private Instant expires;
    private Protocol protocol;
    private volatile InetSocketAddress source;
    private Optional<Flow> flow = Optional.empty();
    private long reserved;

    private Timer expiry = () -> {};
    private boolean paused; // the pace of the package
    private boolean sending; // a NOTIFY has no answer yet
    private boolean due; // something may have changed
    private boolean asked; // the watcher wants a NOTIFY even if nothing has
    private boolean pending; // the one who is watched has not answered yet
    private boolean admitted; // they have, and the watcher has not heard of it
    private Optional<Ending> ending = Optional.empty();
    private boolean over;
    private Optional<String> shown = Optional.empty();

    /** Why a subscription ends, and whether the watcher is told the last state. */
    private record Ending(String reason, boolean tells) {}

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
        pending = sight == Sight.ASKED;
        open(state);
        tell();
    }

    /** The same after a restart, when many are to be told: this one after a while, if it may still be told anything. */
    void resume(Dialog state, Duration later) {
        open(state);
        sending = true;
        loop.after(
                later,
                () -> desk.look(this, () -> {
                    sending = false;
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
        ending = Optional.of(new Ending("timeout", true));
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
        if (over || ending.isPresent()) {
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
        due = true;
        flush();
    }

    /** What the watcher may see now, RFC 8048 §5.3.1. */
    void sees(Sight now) {
        if (now == Sight.HIDDEN) {
            end("rejected", false);
        } else if (now == Sight.ASKED && !pending) {
            pending = true;
            tell();
        } else if (now == Sight.SEEN && pending) {
            pending = false;
            admitted = true;
            tell();
        }
    }

    /** Tells the state whether it has changed or not. */
    void tell() {
        asked = true;
        changed();
    }

    /** @param tells whether the watcher gets the last state, too */
    void end(String reason, boolean tells) {
        if (over || ending.isPresent()) {
            return;
        }
        ending = Optional.of(new Ending(reason, tells));
        expiry.cancel();
        notifier.ended(this);
        flush();
    }

    private void flush() {
        if (over || sending) {
            return;
        }
        if (ending.isPresent()) {
            over = true;
            dialog.close();
            send("terminated;reason=" + ending.get().reason, ending.get().tells && !pending);
        } else if (admitted && !pending) {
            admitted = false;
            send("active;expires=" + left(), false);
        } else if (due && !paused) {
            due = false;
            var document = pending ? Optional.<String>empty() : document(0);
            if (asked || !document.equals(shown)) {
                asked = false;
                shown = document;
                pause();
                send((pending ? "pending;expires=" : "active;expires=") + left(), !pending);
            }
        }
    }

    private void pause() {
        paused = true;
        loop.after(what.pace(), () -> {
            paused = false;
            flush();
        });
    }

    private long left() {
        return Math.max(0, Duration.between(notifier.now(), expires).toSeconds());
    }

    private Optional<String> document(long version) {
        return notifier.document(this, version);
    }

    private void send(String subscriptionState, boolean tells) {
        sending = true;
        var document = tells ? document(state().localSeq()) : Optional.<String>empty();
        dialog.send(
                Method.NOTIFY,
                notify -> {
                    notify.append(HeaderName.EVENT, event.toString());
                    notify.append(HeaderName.SUBSCRIPTION_STATE, subscriptionState);
                    document.ifPresent(
                            text -> notify.setBody(what.contentType(), text.getBytes(StandardCharsets.UTF_8)));
                },
                this::answered);
        if (!over && state().localSeq() + RESERVED / 4 > reserved) {
            notifier.keep(row());
        }
    }

    private void answered(Exchange exchange) {
        sending = false;
        if (FATAL.contains(exchange.status())) {
            gone();
        } else {
            flush();
        }
    }

    /** Nobody listens any more. */
    private void gone() {
        if (!over) {
            over = true;
            expiry.cancel();
            dialog.close();
            notifier.ended(this);
        }
    }

    private Way way(Uri next) {
        return notifier.way(next, flow.filter(by -> state().routes().isEmpty()), watcher, protocol, source);
    }
}
