package offhook.sip.event;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.sip.agent.Agent;
import offhook.sip.auth.Authenticator;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.proxy.Step;
import offhook.sip.registrar.LocalBindings;
import org.jdbi.v3.core.Handle;

/**
 * Tells those who subscribe what our people are doing, and takes what others publish of them: the notifier of RFC 6665 and
 * the event state compositor of RFC 3903. Safe to share.
 */
public final class EventServer {

    /**
     * What it stands on.
     *
     * @param visibility who may see whom, besides everybody themselves and the peers
     */
    public record Ground(
            OwnAddresses own,
            Authenticator authenticator,
            Peers peers,
            LocalBindings bindings,
            Database database,
            InstantSource clock,
            Expiry expiry,
            Visibility visibility) {}

    private final Notifier notifier;
    private final Subscribing subscribing;
    private final Publishing publishing;
    private final List<Publications<?>> publications;
    private final List<Unsolicited> unsolicited;

    /** @param publications what may be published, as their packages take it up */
    public EventServer(Agent agent, Ground ground, List<EventPackage> packages, List<Publications<?>> publications) {
        ground.database().migrate("sip-event");
        var store = new SubscriptionTable(ground.database());
        notifier = new Notifier(agent, ground.own(), ground.bindings().phones(), store, ground.clock());
        var byName = new LinkedHashMap<String, EventPackage>();
        packages.forEach(each -> byName.put(each.name(), each));
        subscribing = new Subscribing(notifier, byName, ground, store);
        var published = new LinkedHashMap<String, Publications<?>>();
        publications.forEach(each -> published.put(each.event(), each));
        publishing = new Publishing(published, ground.expiry(), ground.own(), agent);
        this.publications = List.copyOf(publications);
        unsolicited = packages.stream()
                .map(each -> new Unsolicited(each, notifier, ground.own(), ground.bindings()))
                .toList();
        unsolicited.forEach(each -> each.what().listen(user -> {
            notifier.changed(each.what(), user);
            each.changed(user);
        }));
        ground.visibility().listen(user -> notifier.audienceChanged(user, one -> subscribing.look(one, () -> {})));
    }

    /** Where its requests are answered. */
    public List<Step> steps() {
        return List.of(subscribing, publishing);
    }

    /** Takes up what there was before the last end, and tells everybody how things are now. Blocks. */
    public void start() {
        publications.forEach(Publications::load);
        subscribing.resume();
        unsolicited.forEach(Unsolicited::start);
    }

    /** Subscriptions that there are. */
    public int subscriptions() {
        return notifier.size();
    }

    /** Others may not be allowed to see somebody any more, or that person others: who is not hears of it, and no more. */
    public void recheck(UserId user) {
        notifier.of(user).filter(one -> one.watcher().isPresent()).forEach(one -> one.loop()
                .execute(() -> subscribing.look(one, () -> {})));
    }

    /** What there is that others have published. */
    public int publications() {
        return publications.stream().mapToInt(Publications::size).sum();
    }

    /** Those among them that the PBX has published. */
    public PublishedByPbx publishedByPbx() {
        return new PublishedByPbx(publications);
    }

    /** NOTIFYs to phones that had not subscribed. */
    public long unsolicited() {
        return unsolicited.stream().mapToLong(Unsolicited::sent).sum();
    }

    /** Somebody is not here any more: nobody watches them, and they watch nobody. */
    public void left(UserId user) {
        notifier.left(user);
        publications.forEach(each -> each.forget(user));
        unsolicited.forEach(each -> each.left(user));
    }

    /** The same within the transaction that removes the person. */
    public static void forget(UserId user, Handle tx) {
        SubscriptionTable.forget(user, tx);
        PublicationTable.forget(user, tx);
    }
}
