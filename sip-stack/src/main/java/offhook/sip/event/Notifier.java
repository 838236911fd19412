package offhook.sip.event;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.runtime.work.Cause;
import offhook.sip.agent.Agent;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.locate.Locator;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.Phones;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who watches whom, and what they are told. Safe to share. */
final class Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** More than any switchboard has keys. */
    private static final int MOST_OF_ONE = 500;

    private static final int MOST = 50_000;

    private final Agent agent;
    private final OwnAddresses own;
    private final Phones phones;
    private final SubscriptionStore store;
    private final InstantSource clock;
    private final Map<Watched, List<Subscription>> watched = new ConcurrentHashMap<>();
    private final Map<UserId, Integer> watchers = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    private record Watched(String event, UserId user) {}

    Notifier(Agent agent, OwnAddresses own, Phones phones, SubscriptionStore store, InstantSource clock) {
        this.agent = agent;
        this.own = own;
        this.phones = phones;
        this.store = store;
        this.clock = clock;
    }

    Agent agent() {
        return agent;
    }

    Instant now() {
        return clock.instant();
    }

    /** How many there are. */
    int size() {
        return size.get();
    }

    /** @throws SipFailure if there are as many as there may be */
    void admit(Optional<UserId> watcher) {
        if (size.get() >= MOST) {
            throw new SipFailure(503);
        }
        if (watcher.filter(user -> watchers.getOrDefault(user, 0) >= MOST_OF_ONE)
                .isPresent()) {
            throw new SipFailure(403, "Too Many Subscriptions");
        }
    }

    void add(Subscription subscription) {
        size.incrementAndGet();
        subscription.watcher().ifPresent(user -> watchers.merge(user, 1, Integer::sum));
        watched.compute(key(subscription), (key, all) -> {
            var more = all == null ? new ArrayList<Subscription>() : new ArrayList<>(all);
            more.add(subscription);
            return List.copyOf(more);
        });
    }

    /** It has ended, or is about to with its last NOTIFY. */
    void ended(Subscription subscription) {
        size.decrementAndGet();
        subscription.watcher().ifPresent(user -> watchers.computeIfPresent(user, (who, n) -> n == 1 ? null : n - 1));
        watched.computeIfPresent(key(subscription), (key, all) -> {
            var rest = all.stream().filter(other -> other != subscription).toList();
            return rest.isEmpty() ? null : rest;
        });
        store.remove(subscription.state().id()).whenComplete(Notifier::report);
    }

    private static Watched key(Subscription subscription) {
        return new Watched(subscription.what().name(), subscription.watched());
    }

    void keep(SubscriptionRow row) {
        store.put(row).whenComplete(Notifier::report);
    }

    private static void report(Void ok, Throwable failure) {
        if (failure != null) {
            LOG.warn("A subscription could not be written: {}", Cause.line(failure));
        }
    }

    /** Whoever watches this person hears of it. */
    void changed(EventPackage what, UserId user) {
        for (var subscription : watched.getOrDefault(new Watched(what.name(), user), List.of())) {
            subscription.loop().execute(subscription::changed);
        }
    }

    /** This person may be seen by others than before. */
    void audienceChanged(UserId user, Consumer<Subscription> look) {
        watched.forEach((key, all) -> {
            if (key.user.equals(user)) {
                all.stream()
                        .filter(subscription -> subscription.watcher().isPresent())
                        .forEach(subscription -> subscription.loop().execute(() -> look.accept(subscription)));
            }
        });
    }

    /** Whether a phone has subscribed to this for its own person. */
    boolean isSubscribed(EventPackage what, Binding phone) {
        return watched.getOrDefault(new Watched(what.name(), phone.user()), List.of()).stream()
                .anyMatch(subscription -> subscription.isOf(phone));
    }

    /** Those by which somebody watches, or is watched. */
    Stream<Subscription> of(UserId user) {
        return watched.values().stream()
                .flatMap(List::stream)
                .filter(subscription -> subscription.watched().equals(user)
                        || subscription.watcher().equals(Optional.of(user)));
    }

    /** Somebody is not here any more. */
    void left(UserId user) {
        of(user).forEach(subscription -> {
            var reason = subscription.watched().equals(user) ? "noresource" : "rejected";
            subscription.loop().execute(() -> subscription.end(reason, false));
        });
    }

    Optional<String> document(Subscription subscription, long version) {
        return own.person(subscription.watched())
                .flatMap(user -> subscription.what().document(user, relation(subscription), version));
    }

    private static Relation relation(Subscription subscription) {
        var watcher = subscription.watcher();
        if (watcher.isEmpty()) {
            return Relation.PEER;
        }
        return watcher.get().equals(subscription.watched()) ? Relation.SELF : Relation.CONTACT;
    }

    /**
     * To the watcher's next hop. Names are looked up for peers only: anybody else could name a host that leads to a peer
     * which believes us.
     *
     * @param by the connection of the watcher itself
     * @param source where the last SUBSCRIBE came from
     */
    Way way(Uri next, Optional<Flow> by, Optional<UserId> watcher, Protocol protocol, InetSocketAddress source) {
        var connected = by.filter(flow -> flow.protocol().isReliable() && flow.isOpen());
        if (connected.isPresent()) {
            return Way.to(Target.along(connected.get()));
        }
        return watcher.isEmpty()
                ? agent.way(next)
                : phones.connection(next)
                        .map(Target::along)
                        .or(() -> Locator.literal(next))
                        .map(Way::to)
                        .orElseGet(() -> Way.to(new Target(protocol, source)));
    }
}
