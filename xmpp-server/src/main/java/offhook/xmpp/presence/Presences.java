package offhook.xmpp.presence;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.Pushes;
import offhook.xmpp.roster.Roster;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.RosterLimits;
import offhook.xmpp.roster.RosterListener;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.ServiceContact;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.PresenceRules;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Presence of users, RFC 6121 §3 and §4. On the account's lane, but {@link #changed} may be called on any thread. */
public final class Presences implements PresenceRules, RosterListener, Feature {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Router router;
    private final Handlers handlers;
    private final Broadcast broadcast;
    private final Probes probes;
    private final Subscriptions subscriptions;

    /** @param left when the last client of an account was seen to leave; may block */
    public Presences(
            Accounts accounts,
            Rosters rosters,
            Router router,
            Handlers handlers,
            Pushes pushes,
            PresenceOverlay overlay,
            List<ServiceContact> services,
            RosterLimits limits,
            InstantSource clock,
            Function<Jid, Optional<Instant>> left) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.router = router;
        this.handlers = handlers;
        broadcast = new Broadcast(accounts, rosters, router, overlay, clock);
        probes = new Probes(accounts, rosters, router, broadcast, services, left);
        subscriptions = new Subscriptions(rosters, router, handlers, broadcast, pushes, limits);
    }

    @Override
    public Spec spec() {
        return Spec.rfc(6121, "XMPP: Instant Messaging and Presence");
    }

    @Override
    public void install(Installer to) {
        to.presence(this)
                .streamFeature(Element.of("sub", "urn:xmpp:features:pre-approval"))
                .onRemoval(broadcast::forget);
    }

    /** From now on this one hears what becomes of presence. */
    public void listen(PresenceListener listener) {
        broadcast.listen(listener);
    }

    /**
     * Asks in a user's name to see a contact, as if a client of theirs had. Any thread.
     *
     * @return completes when neither of the two can forget it, or it was refused
     */
    public CompletionStage<?> ask(Jid asker, Jid contact) {
        var done = new CompletableFuture<Void>();
        var custody = new Custody(() -> done.complete(null), refusal -> {});
        var request = Presence.of(Presence.Type.SUBSCRIBE, asker, contact).in(custody);
        var account = accounts.known(asker);
        account.lane()
                .runNow(() -> rosters.use(account, roster -> {
                    CompletionStage<?> kept = null;
                    try {
                        kept = subscriptions.sent(account, request, roster);
                    } catch (RuntimeException e) {
                        router.refuse(request, e);
                    }
                    if (kept == null) {
                        custody.release();
                    } else {
                        kept.whenComplete((ok, failure) -> custody.release());
                    }
                }));
        return done;
    }

    /** The overlay may say something else about this account: contacts who see a difference are told. Any thread. */
    public void changed(Jid account) {
        accounts.find(account).ifPresent(known -> known.lane().runNow(() -> broadcast.refresh(known)));
    }

    @Override
    public void bound(Resource resource) {
        rosters.have(resource.account());
    }

    /** What is stamped on an account's presence is another thing now: whoever sees it is told. Any thread. */
    public void restamp(Jid account) {
        accounts.online(account).ifPresent(known -> known.lane()
                .execute(() -> rosters.use(
                        known, roster -> known.available().forEach(resource -> restamp(resource, roster)))));
    }

    private void restamp(Resource resource, Roster roster) {
        var before = resource.presence().orElseThrow();
        var stamped = handlers.stamped(resource.account(), before);
        if (!Arrays.equals(stamped.bytes(), before.bytes())) {
            broadcast.available(resource, stamped, roster);
        }
    }

    @Override
    public CompletionStage<?> sent(Resource from, Presence sent) {
        boolean available = sent.type() == Presence.Type.AVAILABLE;
        var presence = available ? handlers.stamped(from.account(), sent) : sent;
        var roster = rosters.loaded(from.account())
                .orElseThrow(() -> StanzaError.internalServerError("the roster could not be read"));
        if (presence.to() != null) {
            return directed(from, presence, roster);
        }
        switch (presence.type()) {
            case AVAILABLE -> available(from, presence, roster);
            case UNAVAILABLE -> unavailable(from, presence, roster);
            default -> throw StanzaError.badRequest("presence of this type needs a to");
        }
        return null;
    }

    private void available(Resource resource, Presence presence, Roster roster) {
        presence.priority(); // refuses what is no number before anything happens
        boolean initial = !resource.isAvailable();
        broadcast.available(resource, presence, roster);
        if (initial) {
            broadcast.refreshPhone(resource.account());
            probes.login(resource, roster);
        }
        handlers.listeners().forEach(listener -> listener.available(resource, presence, initial));
    }

    private void unavailable(Resource resource, Presence presence, Roster roster) {
        if (!resource.isAvailable()) {
            resource.directed().forEach(jid -> router.route(presence.to(jid)));
            resource.unavailable();
            return;
        }
        broadcast.unavailable(resource, presence, roster);
        broadcast.refreshPhone(resource.account());
        handlers.listeners().forEach(listener -> listener.unavailable(resource, presence));
    }

    /** §4.6.3, and all that is about subscriptions. */
    private CompletionStage<?> directed(Resource from, Presence presence, Roster roster) {
        var to = presence.to();
        switch (presence.type()) {
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> {
                return subscriptions.sent(from.account(), presence, roster);
            }
            case AVAILABLE -> {
                boolean subscribed = to.bare().equals(from.account().jid()) || roster.isSeenBy(to.bare());
                if (!subscribed || !from.isAvailable()) {
                    from.directedTo(to);
                }
                if (broadcast.isOverlaidRoom(to)) {
                    router.route(broadcast.inRoom(from, presence));
                } else {
                    router.route(subscribed ? broadcast.seen(from.account(), presence) : presence);
                }
            }
            case UNAVAILABLE -> {
                from.forgetDirected(to);
                router.route(presence);
            }
            case PROBE, ERROR -> router.route(presence);
        }
        return null;
    }

    @Override
    public void received(Account to, Presence presence) {
        switch (presence.type()) {
            case AVAILABLE, ERROR -> deliver(to, presence);
            case UNAVAILABLE -> {
                to.resources().stream()
                        .filter(resource ->
                                presence.to().isBare() || presence.to().equals(resource.jid()))
                        .forEach(resource -> resource.forgetDirected(presence.from()));
                deliver(to, presence);
            }
            case SUBSCRIBE -> subscriptions.received(to, presence);
            case SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> {
                // §8.5.3.2.2: to a client that is not there it says nothing
                if (presence.to().isBare() || accounts.resource(presence.to()).isPresent()) {
                    subscriptions.received(to, presence);
                }
            }
            case PROBE -> probes.received(to, presence);
        }
    }

    /** §8.5.2.1.2, §8.5.3. */
    private void deliver(Account to, Presence presence) {
        if (!presence.to().isBare()) {
            accounts.resource(presence.to()).ifPresent(resource -> resource.send(presence));
            return;
        }
        to.available().forEach(resource -> resource.send(presence));
    }

    /** §4.5.2: whoever leaves without a word is said to be unavailable. */
    @Override
    public void ended(Resource resource, Ending ending) {
        var gone = Presence.of(Presence.Type.UNAVAILABLE, resource.jid(), null);
        rosters.use(resource.account(), roster -> {
            unavailable(resource, gone, roster);
            rosters.release(resource.account());
        });
    }

    @Override
    public boolean shared(Account account, Jid with) {
        return rosters.loaded(account)
                        .filter(roster -> roster.isSeenBy(with.bare()))
                        .isPresent()
                || account.resources().stream()
                        .flatMap(resource -> resource.directed().stream())
                        .anyMatch(jid -> jid.bare().equals(with.bare())); // in a room, with all its occupants
    }

    /** Clients of contacts, those for which this holds, see the account leave. On the account's lane. */
    public void hide(Account account, Predicate<Jid> from) {
        rosters.use(account, roster -> online(roster.subscribers())
                .filter(from)
                .forEach(client -> broadcast.leave(account, client)));
        broadcast.listener().audienceChanged(account.jid());
    }

    /** Those clients see the account again, and the account their users. On the account's lane. */
    public void show(Account account, Predicate<Jid> to) {
        rosters.use(account, roster -> {
            online(roster.subscribers()).filter(to).forEach(client -> broadcast.tell(account, client));
            roster.subscriptions().stream().filter(to).forEach(contact -> probes.gained(account, contact));
        });
        broadcast.listener().audienceChanged(account.jid());
    }

    private Stream<Jid> online(Set<Jid> contacts) {
        return contacts.stream()
                .flatMap(contact -> accounts.online(contact).stream())
                .flatMap(contact -> contact.available().stream())
                .map(Resource::jid);
    }

    /** A contact does not see the account any more, which is gone for good. On the account's lane. */
    public void leave(Account account, Jid contact) {
        broadcast.leave(account, contact);
    }

    /** A contact of this account is gone for good. On the account's lane. */
    public void lost(Account account, Jid contact) {
        rosters.loaded(account).ifPresent(roster -> subscriptions.lost(account, contact, roster));
    }

    @Override
    public CompletionStage<?> removed(Account account, RosterItem before) {
        return subscriptions.removed(account, before);
    }

    @Override
    public CompletionStage<?> regrouped(Account account, Jid contact) {
        return handlers.access().lessened(account.jid(), contact);
    }

    @Override
    public void moved(Jid person) {
        handlers.access().moved(person);
    }

    @Override
    public void shared(Account account, Set<Jid> gained, Set<Jid> lost) {
        gained.forEach(contact -> probes.gained(account, contact));
        lost.forEach(contact -> probes.lost(account, contact));
    }
}
