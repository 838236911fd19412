package offhook.xmpp.presence;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.xmpp.roster.Pushes;
import offhook.xmpp.roster.Roster;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.RosterLimits;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.Rosters.Kept;
import offhook.xmpp.roster.Subscription.Request;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may see whom, RFC 6121 §3: first the change is committed, then the stanza is passed on and the clients are told. All
 * on the account's lane.
 */
final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Rosters rosters;
    private final Router router;
    private final Handlers handlers;
    private final Broadcast broadcast;
    private final Pushes pushes;
    private final RosterLimits limits;

    Subscriptions(
            Rosters rosters,
            Router router,
            Handlers handlers,
            Broadcast broadcast,
            Pushes pushes,
            RosterLimits limits) {
        this.rosters = rosters;
        this.router = router;
        this.handlers = handlers;
        this.broadcast = broadcast;
        this.pushes = pushes;
        this.limits = limits;
    }

    /**
     * The user sent a request, Appendix A.2.
     *
     * @return completes when the next stanza of that client may be handled; null if that is now
     */
    CompletionStage<?> sent(Account account, Presence presence, Roster roster) {
        var contact = presence.to().bare();
        if (contact.equals(account.jid())) {
            throw StanzaError.notAllowed("everybody sees their own presence");
        }
        if (!router.serves(contact)) {
            throw StanzaError.remoteServerNotFound(""); // §3.1.2; nothing is pending then
        }
        if (roster.isGiven(contact)) {
            pushes.push(account, roster, contact); // what the directory gives cannot be refused
            return null;
        }
        var request = request(presence);
        var before = roster.own(contact);
        var sent = before.subscription().sent(request, before.approved());
        var after = before.after(sent);
        if (after.listed() && !before.listed() && roster.size() >= limits.contacts()) {
            throw StanzaError.resourceConstraint("a roster has at most " + limits.contacts() + " contacts");
        }
        var stanza = presence.addressed(account.jid(), contact);
        if (after.equals(before)) {
            if (sent.route()) {
                router.route(stanza);
            }
            return null;
        }
        var kept = rosters.keep(account, roster, after);
        return kept.committed().thenCompose(done -> {
            if (request == Request.UNSUBSCRIBED && before.isSeen()) {
                broadcast.leave(account, contact); // §3.2.2: before the cancellation
            }
            if (sent.route()) {
                router.route(stanza);
            }
            push(account, roster, contact, kept);
            if (request == Request.SUBSCRIBED && sent.route()) {
                broadcast.tell(account, contact); // §3.1.5
            }
            return audience(account, before, after);
        });
    }

    /**
     * A contact sent a request, Appendix A.3. Where the directory has put the two together in the meantime it counts for the
     * time after that, and the clients hear nothing of it.
     */
    void received(Account account, Presence presence) {
        var custody = presence.custody();
        custody.hold();
        rosters.use(account, roster -> {
            CompletionStage<?> kept = null;
            try {
                kept = received(account, presence, roster);
            } finally {
                if (kept == null) {
                    custody.release();
                } else {
                    kept.whenComplete((done, failure) -> custody.release());
                }
            }
        });
    }

    /** Completes when the change is kept, and everybody concerned was told; null if there is none. */
    private CompletionStage<?> received(Account account, Presence presence, Roster roster) {
        var contact = presence.from().bare();
        var request = request(presence);
        var before = roster.own(contact);
        var received = before.subscription().received(request, before.approved());
        if (received.deliver()
                && request == Request.SUBSCRIBE
                && roster.requests().size() >= limits.requests()) {
            return null; // nobody answers that many, §3.1.3
        }
        var stanza = presence.addressed(contact, account.jid());
        var after = before.after(received, request == Request.SUBSCRIBE ? stored(stanza) : "");
        if (after.equals(before)) {
            received.reply().ifPresent(reply -> reply(account, contact, reply));
            return null;
        }
        // That somebody has left is true whatever becomes of our row, and is told before they hear that they have.
        boolean left = request == Request.UNSUBSCRIBE || request == Request.UNSUBSCRIBED;
        if (left && received.deliver() && !roster.isGiven(contact)) {
            toInterested(account, stanza);
        }
        var kept = rosters.keep(account, roster, after);
        var told = kept.committed()
                .thenCompose(done -> {
                    boolean given = roster.isGiven(contact);
                    if (!left && received.deliver() && !given) {
                        account.resources().stream()
                                .filter(request == Request.SUBSCRIBE ? Resource::isAvailable : Resource::isInterested)
                                .forEach(resource -> resource.send(stanza));
                    }
                    push(account, roster, contact, kept);
                    if (request == Request.UNSUBSCRIBE && before.isSeen() && !given) {
                        broadcast.leave(account, contact); // §3.3.3
                    }
                    received.reply().ifPresent(reply -> reply(account, contact, reply));
                    return audience(account, before, after);
                })
                .exceptionally(failure -> {
                    Cause.log(LOG, failure, "Presence from {} to {} failed", contact, account);
                    return null;
                });
        account.hold(told);
        return told;
    }

    /**
     * Another one sees the account now, waits for that, or does not any more.
     *
     * @return completes when what follows from that is durable
     */
    private CompletionStage<Void> audience(Account account, RosterItem before, RosterItem after) {
        if (before.subscription().from() != after.subscription().from()) {
            broadcast.listener().audienceChanged(account.jid());
        }
        return before.isSeen() && !after.isSeen()
                ? handlers.access().lessened(account.jid(), before.jid())
                : CompletableFuture.completedFuture(null);
    }

    private void reply(Account account, Jid contact, Request reply) {
        router.route(Presence.of(Presence.Type.valueOf(reply.name()), account.jid(), contact));
        if (reply == Request.SUBSCRIBED) {
            broadcast.tell(account, contact);
        }
    }

    private void push(Account account, Roster roster, Jid contact, Kept kept) {
        if (kept.visible()) {
            pushes.push(account, roster, contact);
        }
    }

    /**
     * The user removed a contact, §2.5.2: whatever bound the two is undone.
     *
     * @return completes when it is for the contact, too
     */
    CompletionStage<?> removed(Account account, RosterItem before) {
        var contact = before.jid();
        var undone = new CompletableFuture<Void>();
        var custody = new Custody(() -> undone.complete(null));
        if (before.sees() || before.asks()) {
            router.route(Presence.of(Presence.Type.UNSUBSCRIBE, account.jid(), contact)
                    .in(custody));
        }
        if (before.isSeen()) {
            broadcast.leave(account, contact);
            router.route(Presence.of(Presence.Type.UNSUBSCRIBED, account.jid(), contact)
                    .in(custody));
        }
        custody.release();
        return undone.thenCombine(audience(account, before, RosterItem.unknown(contact)), (done, kept) -> null);
    }

    /** The contact is gone for good, and has cancelled everything by that. */
    void lost(Account account, Jid contact, Roster roster) {
        var before = roster.own(contact);
        var after = before.orphaned();
        if (after.equals(before)) {
            return;
        }
        var kept = rosters.keep(account, roster, after);
        account.hold(kept.committed()
                .thenRun(() -> {
                    if (before.isSeen()) {
                        toInterested(account, Presence.of(Presence.Type.UNSUBSCRIBE, contact, account.jid()));
                    }
                    if (before.sees() || before.asks()) {
                        toInterested(account, Presence.of(Presence.Type.UNSUBSCRIBED, contact, account.jid()));
                    }
                    push(account, roster, contact, kept);
                })
                .exceptionally(failure -> {
                    Cause.log(LOG, failure, "{} could not be taken from the roster of {}", contact, account);
                    return null;
                }));
    }

    private static void toInterested(Account account, Presence presence) {
        account.resources().stream().filter(Resource::isInterested).forEach(resource -> resource.send(presence));
    }

    /** §3.1.3 keeps the whole stanza, unless that were a way to fill our disk. */
    private static String stored(Presence stanza) {
        return stanza.length() <= 4096
                ? stanza.toString()
                : Presence.of(stanza.type(), stanza.from(), stanza.to()).toString();
    }

    private static Request request(Presence presence) {
        return Request.valueOf(presence.type().name());
    }
}
