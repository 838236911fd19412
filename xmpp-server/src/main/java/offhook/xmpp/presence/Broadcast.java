package offhook.xmpp.presence;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Resource.InRoom;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;

/**
 * Tells contacts what they may see of an account: presence as the clients sent it with the overlay on it, RFC 6121 §4.2,
 * §4.4, §4.5. All on the account's lane, so that a contact hears of things in the order in which they happened.
 */
final class Broadcast {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Router router;
    private final Overlaid overlaid;
    private final InstantSource clock;

    /** What contacts were told of accounts without a session. */
    private final ConcurrentMap<Jid, Presence> phones = new ConcurrentHashMap<>();

    private volatile PresenceListener listener = PresenceListener.NONE;

    Broadcast(Accounts accounts, Rosters rosters, Router router, PresenceOverlay overlay, InstantSource clock) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.router = router;
        overlaid = new Overlaid(overlay);
        this.clock = clock;
    }

    /** From now on this one hears of changes. */
    void listen(PresenceListener other) {
        listener = other;
    }

    PresenceListener listener() {
        return listener;
    }

    /** The client has new presence. */
    void available(Resource resource, Presence base, Roster roster) {
        var seen = overlaid.of(resource.account().jid(), base);
        resource.available(base, seen, clock.instant());
        toContacts(resource.account(), roster, seen);
        listener.changed(roster.account());
    }

    /** The client is not available any more; those who got directed presence hear of it too, §4.6.3. */
    void unavailable(Resource resource, Presence unavailable, Roster roster) {
        toContacts(resource.account(), roster, unavailable);
        for (var jid : resource.directed()) {
            if (!roster.isSeenBy(jid.bare()) && !jid.bare().equals(roster.account())) {
                router.route(unavailable.to(jid));
            }
        }
        resource.unavailable();
        listener.changed(roster.account());
    }

    /** The overlay may say something else now: whoever sees a difference is told. */
    void refresh(Account account) {
        rosters.loaded(account).ifPresent(roster -> account.available().forEach(resource -> refresh(resource, roster)));
        refreshPhone(account);
    }

    private void refresh(Resource resource, Roster roster) {
        var base = resource.presence().orElseThrow();
        var seen = overlaid.of(roster.account(), base);
        if (!Arrays.equals(seen.bytes(), resource.seen().orElseThrow().bytes())) {
            resource.available(base, seen, clock.instant());
            toContacts(resource.account(), roster, seen);
            listener.changed(roster.account());
        }
        resource.rooms().forEach((room, told) -> {
            var now = overlaid.inRoom(roster.account(), told.said());
            if (!Arrays.equals(now.bytes(), told.seen().bytes())) {
                router.route(inRoom(resource, room, told.said(), now));
            }
        });
    }

    private static Presence inRoom(Resource resource, Jid room, Presence said, Presence seen) {
        resource.toldRoom(room, new InRoom(said, seen));
        return seen.to(room);
    }

    /** The same presence, which a client sends to a room, as that is to see it. */
    Presence inRoom(Resource resource, Presence said) {
        var seen = overlaid.inRoom(resource.account().jid(), said);
        return inRoom(resource, said.to(), said.kept(), seen.kept());
    }

    /** Whether what is sent there goes to a room that sees the overlay. */
    boolean isOverlaidRoom(Jid to) {
        return overlaid.isInRooms() && !to.isBare() && router.service(to) != null;
    }

    /** Shows or hides the resource that stands for the phone of somebody without a session. */
    void refreshPhone(Account account) {
        var before = phones.get(account.jid());
        var after = account.available().isEmpty()
                ? overlaid.withoutSession(account.jid()).orElse(null)
                : null;
        if (after != null && (before == null || !Arrays.equals(before.bytes(), after.bytes()))) {
            phones.put(account.jid(), after);
            rosters.use(account, roster -> toSubscribers(roster, after));
        } else if (after == null && before != null) {
            phones.remove(account.jid());
            if (accounts.resource(before.from()).filter(Resource::isAvailable).isEmpty()) {
                var gone = Presence.of(Presence.Type.UNAVAILABLE, before.from(), null);
                rosters.use(account, roster -> toSubscribers(roster, gone));
            }
        }
    }

    /** What contacts are told of an account without a session; nobody may have been told of it before. */
    Optional<Presence> phone(Account account) {
        if (account.available().isEmpty() && !phones.containsKey(account.jid())) {
            overlaid.withoutSession(account.jid()).ifPresent(phone -> phones.put(account.jid(), phone));
        }
        return Optional.ofNullable(phones.get(account.jid()));
    }

    /** What a contact is to see of a resource that is available. */
    Presence seen(Resource resource) {
        return overlaid.of(resource.account().jid(), resource.presence().orElseThrow());
    }

    /** The same presence as a contact is to see it. */
    Presence seen(Account account, Presence base) {
        return overlaid.of(account.jid(), base);
    }

    /** Everything there is to see of an account, to one who may. */
    void tell(Account account, Jid contact) {
        tell(account, contact, this::seen);
    }

    /** Likewise, to one who has asked: and since when, XEP-0203. */
    void answer(Account account, Jid contact) {
        tell(account, contact, resource ->
                (Presence) Stanza.of(Delay.late(resource.jid(), seen(resource).element(), resource.since())));
    }

    private void tell(Account account, Jid contact, Function<Resource, Presence> shown) {
        if (accounts.blocks(account.jid(), contact)) {
            return;
        }
        account.available()
                .forEach(resource -> router.route(shown.apply(resource).to(contact)));
        phone(account).ifPresent(presence -> router.route(presence.to(contact)));
    }

    /** The account is gone for good. */
    void forget(Jid account) {
        phones.remove(account);
    }

    /** One who may not see the account any more sees it leave, §3.2.2: also who got directed presence, §4.6.1. */
    void leave(Account account, Jid contact) {
        account.resources().forEach(resource -> resource.forgetDirected(contact));
        account.available().forEach(resource -> leave(resource.jid(), contact));
        phone(account).ifPresent(presence -> leave(presence.from(), contact));
    }

    private void leave(Jid full, Jid contact) {
        router.route(Presence.of(Presence.Type.UNAVAILABLE, full, contact));
    }

    /** To whoever is subscribed and online, or behind a service, and to the account's own available resources. */
    private void toContacts(Account account, Roster roster, Presence presence) {
        toSubscribers(roster, presence);
        deliver(account, presence);
    }

    private void toSubscribers(Roster roster, Presence presence) {
        for (var contact : roster.subscribers()) {
            if (router.service(contact) != null) {
                router.route(presence.to(contact));
                continue;
            }
            accounts.online(contact)
                    .filter(online -> !accounts.blocks(contact, presence.from()))
                    .ifPresent(online -> deliver(online, presence));
        }
    }

    private void deliver(Account to, Presence presence) {
        var account = presence.from().bare();
        Presence addressed = null;
        for (var resource : to.resources()) {
            if (resource.isAvailable() && !accounts.blocks(account, resource.jid())) {
                addressed = addressed == null ? presence.to(to.jid()) : addressed;
                resource.send(addressed);
            }
        }
    }
}
