package offhook.xmpp.presence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.ServiceContact;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;

/** Says what presence somebody has now, RFC 6121 §4.3: to a contact who asks, and to a client that has just come. */
final class Probes {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Router router;
    private final Broadcast broadcast;
    private final List<ServiceContact> services;
    private final Function<Jid, Optional<Instant>> left;

    Probes(
            Accounts accounts,
            Rosters rosters,
            Router router,
            Broadcast broadcast,
            List<ServiceContact> services,
            Function<Jid, Optional<Instant>> left) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.router = router;
        this.broadcast = broadcast;
        this.services = services;
        this.left = left;
    }

    /** The client has sent initial presence, §4.2.2: it learns who is there, and who waits for an answer (§3.1.3). */
    void login(Resource newcomer, Roster roster) {
        var account = newcomer.account();
        for (var other : account.available()) {
            if (other != newcomer) {
                newcomer.send(broadcast.seen(other).to(account.jid()));
            }
        }
        for (var service : services) {
            newcomer.send(Presence.of(Presence.Type.AVAILABLE, service.jid(), account.jid()));
        }
        for (var contact : roster.subscriptions()) {
            if (accounts.blocks(account.jid(), contact)) {
                continue;
            }
            if (router.service(contact) != null) {
                router.route(Presence.of(Presence.Type.PROBE, newcomer.jid(), contact)); // §4.3.1
                continue;
            }
            ifPresent(contact, (other, seen) -> tell(other, seen, newcomer));
        }
        for (var request : roster.requests()) {
            newcomer.send(Stanza.parse(request.getBytes(UTF_8)));
        }
    }

    private void tell(Account contact, Roster roster, Resource newcomer) {
        var asker = newcomer.account().jid();
        if (roster.isSeenBy(asker)) {
            if (accounts.blocks(contact.jid(), newcomer.jid())) {
                return; // who looks as if away
            }
            contact.available().stream()
                    .filter(resource -> !accounts.blocks(asker, resource.jid()))
                    .forEach(resource -> newcomer.send(broadcast.seen(resource).to(asker)));
            broadcast.phone(contact).ifPresent(presence -> newcomer.send(presence.to(asker)));
        } else {
            router.route(Presence.of(Presence.Type.UNSUBSCRIBED, contact.jid(), asker)); // §4.3.2 rule 1
        }
    }

    /** The user sees this contact from now on without having asked. */
    void gained(Account viewer, Jid contact) {
        ifPresent(contact, (other, roster) -> {
            if (roster.isSeenBy(viewer.jid())) {
                broadcast.tell(other, viewer.jid());
            }
        });
    }

    /** The user does not see this contact any more. */
    void lost(Account viewer, Jid contact) {
        if (accounts.find(contact).isEmpty()) { // has left the directory, and is or will be without clients
            router.route(Presence.of(Presence.Type.UNAVAILABLE, contact, viewer.jid()));
        }
        ifPresent(contact, (other, roster) -> {
            if (!roster.isSeenBy(viewer.jid())) {
                broadcast.leave(other, viewer.jid());
            }
        });
    }

    /** Runs a task on the lane of a contact who has some presence; one who is offline and not on the phone has none. */
    private void ifPresent(Jid contact, BiConsumer<Account, Roster> task) {
        accounts.find(contact).ifPresent(other -> other.lane().runNow(() -> {
            if (!other.available().isEmpty() || broadcast.phone(other).isPresent()) {
                rosters.use(other, roster -> task.accept(other, roster));
            }
        }));
    }

    /** Somebody asks, §4.3.2. On the account's lane. */
    void received(Account account, Presence probe) {
        rosters.use(account, roster -> {
            var asker = probe.from();
            if (asker.bare().equals(account.jid()) || roster.isSeenBy(asker.bare())) {
                answer(account, probe);
            } else if (hasDirected(probe.to(), asker)) {
                router.route(Presence.of(Presence.Type.AVAILABLE, probe.to(), asker)); // §4.6.6
            } else {
                router.route(mirrored(Presence.Type.UNSUBSCRIBED, account.jid(), asker.bare(), probe));
            }
        });
    }

    private void answer(Account account, Presence probe) {
        var to = probe.from();
        if (!probe.to().isBare()) { // no more than whether it is there
            boolean there =
                    accounts.resource(probe.to()).filter(Resource::isAvailable).isPresent();
            var type = there ? Presence.Type.AVAILABLE : Presence.Type.UNAVAILABLE;
            router.route(there ? Presence.of(type, probe.to(), to) : mirrored(type, probe.to(), to, probe));
        } else if (account.available().isEmpty() && broadcast.phone(account).isEmpty()) {
            account.lane().execute(() -> router.route(away(account, probe))); // not on a loop, since it reads
        } else {
            broadcast.answer(account, to); // rule 4
        }
    }

    /** Rule 3: that nobody is there, and since when. */
    private Presence away(Account account, Presence probe) {
        var away = mirrored(Presence.Type.UNAVAILABLE, account.jid(), probe.from(), probe);
        return left.apply(account.jid())
                .map(at -> (Presence) Stanza.of(Delay.late(account.jid(), away.element(), at)))
                .orElse(away);
    }

    private boolean hasDirected(Jid full, Jid asker) {
        return accounts.resource(full)
                .filter(resource -> resource.directed().contains(asker)
                        || resource.directed().contains(asker.bare()))
                .isPresent();
    }

    /** §4.3.2.1: where there is no presence of the contact's own to show, the answer has the probe's id. */
    private static Presence mirrored(Presence.Type type, Jid from, Jid to, Presence probe) {
        return (Presence) Stanza.of(Presence.of(type, from, to).element().with("id", probe.id()));
    }
}
