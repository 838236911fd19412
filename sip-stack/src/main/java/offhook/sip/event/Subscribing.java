package offhook.sip.event;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sip.header.AcceptHeader;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.work.Cause;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Dialog;
import offhook.sip.auth.Authenticator;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.proxy.Step;
import offhook.sip.proxy.Walk;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.Reachable;
import offhook.sip.transaction.ServerTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers SUBSCRIBE for our people, RFC 6665 §4.2.1. One for a single device goes there. Safe to share. */
final class Subscribing implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribing.class);

    /** How far apart watchers are told after a restart. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    private final Notifier notifier;
    private final Map<String, EventPackage> packages;
    private final Refusals refusals;
    private final Expiry expiry;
    private final OwnAddresses own;
    private final Authenticator authenticator;
    private final Peers peers;
    private final Reachable reachable;
    private final Permissions permissions;
    private final SubscriptionStore store;

    Subscribing(
            Notifier notifier, Map<String, EventPackage> packages, EventServer.Ground ground, SubscriptionStore store) {
        this.notifier = notifier;
        this.packages = packages;
        this.expiry = ground.expiry();
        this.refusals = new Refusals(packages.keySet(), expiry);
        this.own = ground.own();
        this.authenticator = ground.authenticator();
        this.peers = ground.peers();
        this.reachable = new Reachable(own, peers);
        this.permissions = new Permissions(ground.visibility());
        this.store = store;
    }

    @Override
    public boolean take(Walk walk) {
        var request = walk.request();
        if (!request.is(Method.SUBSCRIBE) || !own.isOurs(request.uri()) || Gruus.isGruu(request.uri())) {
            return true;
        }
        var known = Optional.ofNullable(packages.get(EventHeader.of(request).name()));
        if (!(walk.callee().orElse(null) instanceof User watched)) {
            // The PBX may know; who is nobody's looks like somebody who does not want to be watched.
            walk.refusedAs(new SipFailure(known.isPresent() ? 403 : 489));
            return true;
        }
        var transaction = walk.transaction();
        if (known.isEmpty()) {
            refusals.refuse(transaction, new SipFailure(489));
            return false;
        }
        var watcher = walk.fromPeer() ? Optional.<User>empty() : walk.sender();
        // Nobody is asked on behalf of one who only wants to know how things are now.
        boolean asks = request.number(HeaderName.EXPIRES, Integer.MAX_VALUE).orElse(1) > 0;
        whenAllowed(
                transaction,
                request,
                asks
                        ? permissions.asking(known.get(), watcher, watched)
                        : permissions.sight(known.get(), watcher, watched),
                sight -> begin(transaction, request, known.get(), watcher.map(User::id), watched.id(), sight),
                () -> {});
        return false;
    }

    private void whenAllowed(
            ServerTransaction transaction,
            SipRequest request,
            CompletionStage<Sight> sight,
            Consumer<Sight> yes,
            Runnable no) {
        sight.whenCompleteAsync(
                (answer, failure) -> refusals.guard(transaction, () -> {
                    if (failure != null) {
                        throw new SipFailure(500);
                    }
                    if (answer != Sight.HIDDEN) {
                        yes.accept(answer);
                    } else {
                        refusals.refuse(transaction, new SipFailure(403));
                        no.run();
                    }
                }),
                notifier.agent().loop(request.callId()));
    }

    private void begin(
            ServerTransaction transaction,
            SipRequest request,
            EventPackage what,
            Optional<UserId> watcher,
            UserId watched,
            Sight sight) {
        if (Refusals.refusesExtensions(transaction, request)) {
            return;
        }
        checkAccept(request, what);
        var lasts = expiry.of(request, what.usualExpires());
        var response = accepted(transaction, request, lasts);
        response.tagTo(notifier.agent().token());
        var dialog = Dialog.ofUas(request, response);
        var source = transaction.source();
        if (watcher.isPresent()) {
            reachable.check(dialog.target(), source.remote().getAddress());
            reachable.check(dialog.nextHop(), source.remote().getAddress());
        }
        var row = new SubscriptionRow(
                dialog.numbered(Subscription.RESERVED),
                EventHeader.of(request),
                watched,
                watcher,
                notifier.now().plus(lasts),
                source.protocol(),
                source.remote());
        var subscription = new Subscription(notifier, this, what, row);
        if (lasts.isZero()) {
            if (sight == Sight.ASKED) {
                throw new SipFailure(403);
            }
            transaction.respond(response);
            subscription.fetch(dialog, source);
            return;
        }
        notifier.admit(watcher);
        whenKept(transaction, request, row, () -> {
            transaction.respond(response);
            subscription.begin(dialog, source, sight);
        });
    }

    private void whenKept(ServerTransaction transaction, SipRequest request, SubscriptionRow row, Runnable then) {
        store.put(row)
                .whenCompleteAsync(
                        (ok, failure) -> refusals.guard(transaction, () -> {
                            if (failure != null) {
                                LOG.error("A subscription could not be written: {}", Cause.line(failure));
                                throw new SipFailure(500);
                            }
                            then.run();
                        }),
                        notifier.agent().loop(request.callId()));
    }

    private static SipResponse accepted(ServerTransaction transaction, SipRequest request, Duration lasts) {
        var response = SipResponse.to(request, 200);
        response.append(HeaderName.CONTACT, Agent.contact(transaction.source()));
        response.append(HeaderName.EXPIRES, Long.toString(lasts.toSeconds()));
        return response;
    }

    /** RFC 6665 §3.1.3: without Accept, the usual type of the package. */
    private static void checkAccept(SipRequest request, EventPackage what) {
        var whole = what.contentType().split("/", 2)[0] + "/*";
        var types = Set.of(what.contentType(), whole, "*/*");
        if (request.has(HeaderName.ACCEPT) && accepted(request).noneMatch(types::contains)) {
            throw new SipFailure(406);
        }
    }

    /** In lower case. */
    private static Stream<String> accepted(SipRequest request) {
        return request.readable(HeaderName.ACCEPT, AcceptHeader.class).stream()
                .map(type -> type.getContentType() + '/' + type.getContentSubType())
                .map(type -> type.toLowerCase(Locale.ROOT));
    }

    // Within the dialog

    /** Whether a request within the dialog comes from its watcher; if not, it has its answer. */
    boolean isFrom(Subscription subscription, ServerTransaction transaction, SipRequest request) {
        if (subscription.watcher().isEmpty()) {
            if (!peers.isOne(transaction.source().remote().getAddress())) {
                throw new SipFailure(403);
            }
            return true;
        }
        var user = authenticator.authenticate(transaction, request);
        if (user.isPresent() && !user.map(User::id).equals(subscription.watcher())) {
            throw new SipFailure(403);
        }
        return user.isPresent();
    }

    /** RFC 6665 §4.2.1.1 and §4.2.1.4: it is extended, or ends. */
    void refresh(Subscription subscription, ServerTransaction transaction, SipRequest request) {
        refusals.guard(transaction, () -> {
            if (!EventHeader.of(request).equals(subscription.event())) {
                throw new SipFailure(489);
            }
            var lasts = expiry.of(request, subscription.what().usualExpires());
            if (lasts.isZero()) {
                transaction.respond(accepted(transaction, request, lasts));
                subscription.end("timeout", true);
                return;
            }
            var watched = own.person(subscription.watched()).orElseThrow(() -> new SipFailure(404));
            whenAllowed(
                    transaction,
                    request,
                    sight(subscription, watched),
                    sight -> extend(subscription, transaction, request, lasts, sight),
                    () -> subscription.end("rejected", false));
        });
    }

    private CompletionStage<Sight> sight(Subscription subscription, User watched) {
        var watcher = subscription.watcher().flatMap(own::person);
        boolean hasLeft = subscription.watcher().isPresent() && watcher.isEmpty();
        return hasLeft
                ? CompletableFuture.completedFuture(Sight.HIDDEN)
                : permissions.sight(subscription.what(), watcher, watched);
    }

    /** Finds out what the watcher may see now; where nobody can tell, they may try again later. */
    void look(Subscription subscription, Runnable then) {
        var watched = own.person(subscription.watched());
        if (watched.isEmpty()) {
            then.run();
            return;
        }
        sight(subscription, watched.get())
                .whenCompleteAsync(
                        (sight, failure) -> {
                            if (failure == null) {
                                subscription.sees(sight);
                            } else {
                                LOG.warn(
                                        "A subscription ends, since its right cannot be read: {}", Cause.line(failure));
                                subscription.end("probation", false);
                            }
                            then.run();
                        },
                        subscription.loop());
    }

    private void extend(
            Subscription subscription, ServerTransaction transaction, SipRequest request, Duration lasts, Sight sight) {
        if (subscription.watcher().isPresent()) {
            reachable.check(
                    subscription.state().target(), transaction.source().remote().getAddress());
        }
        whenKept(transaction, request, subscription.extended(notifier.now().plus(lasts), transaction.source()), () -> {
            transaction.respond(accepted(transaction, request, lasts));
            subscription.sees(sight);
            subscription.tell();
        });
    }

    // After a restart

    /** Takes up the subscriptions that there were. Blocks. */
    void resume() {
        var later = Duration.ZERO;
        for (var row : store.open(notifier.now())) {
            var what = packages.get(row.event().name());
            boolean isHere = own.isHere(row.watched()) && row.watcher().stream().allMatch(own::isHere);
            if (what == null || !isHere) {
                store.remove(row.dialog().id());
                continue;
            }
            var subscription = new Subscription(notifier, this, what, row);
            var spread = later;
            subscription.loop().execute(() -> subscription.resume(row.dialog(), spread));
            later = later.plus(SPREAD);
        }
    }
}
