package offhook.xmpp.offline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Losses;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timers;
import offhook.xmpp.archive.Archive;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Filter;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps messages for users who are away, and gives them when they come back. On the account's lane. */
public final class OfflineMessages implements Feature, ResourceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 1_000;

    private final Accounts accounts;
    private final Router router;
    private final OfflineConfig config;
    private final InstantSource clock;
    private final OfflineStore store;
    private final Backlogs backlogs = new Backlogs();
    private final Losses losses = new Losses(LOG, "Messages for people who are away");
    private final Drain drain;
    private final Deliveries deliveries;

    /** @param late lets pass what is still to be delivered after it was kept */
    public OfflineMessages(
            Accounts accounts,
            Router router,
            Questions questions,
            Database database,
            OfflineConfig config,
            InstantSource clock,
            DeliveryListener listener,
            Optional<Archive> archive,
            Filter late) {
        this.accounts = accounts;
        this.router = router;
        this.config = config;
        this.clock = clock;
        store = new OfflineTable(database);
        drain = new Drain(router.server(), store, backlogs, questions, listener, late);
        deliveries = new ServiceMessages(accounts, store, backlogs, drain, clock, listener, archive);
        archive.ifPresent(that -> that.onGiven(this::given));
    }

    @Override
    public Spec spec() {
        return Spec.xep(160, "1.0.1", "Best Practices for Handling Offline Messages");
    }

    @Override
    public List<Spec> also() {
        return List.of(Spec.xep(203, "2.0", "Delayed Delivery"), Spec.xep(334, "1.0.0", "Message Processing Hints"));
    }

    @Override
    public void install(Installer to) {
        to.disco("msgoffline")
                .at(Stage.NOBODY_HOME, this::keep)
                .at(Stage.DELIVER, this::deliver)
                .listen(this)
                .accountTable("offline_message")
                .onRemoval(backlogs::forget);
    }

    /** The messages of local services. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Whether a message would be kept for somebody who is away, if there is room. */
    public static boolean keeps(Message message) {
        return Worth.keeping(message);
    }

    /** How many messages that have come after some time wait for an account. Blocks. */
    public int waiting(Jid account, Instant since) {
        return backlogs.has(account) ? store.count(account, since) : 0;
    }

    /** Reads what waits, and from now on drops what has waited too long. Blocks; before the first session. */
    public void start(Timers timers, Lane lane) {
        backlogs.load(store);
        expire(timers, lane);
    }

    private void expire(Timers timers, Lane lane) {
        store.expire(clock.instant().minus(config.keep()), MOST_AT_ONCE)
                .whenCompleteAsync(
                        (dropped, failure) -> {
                            var pause = BETWEEN_EXPIRIES;
                            if (failure != null) {
                                LOG.warn("Old messages could not be dropped: {}", Cause.line(failure));
                            } else {
                                dropped.forEach((jid, sizes) -> accounts.find(jid)
                                        .ifPresent(account -> account.lane().runNow(() -> backlogs.of(account)
                                                .dropped(sizes))));
                                int count = dropped.values().stream()
                                        .mapToInt(List::size)
                                        .sum();
                                pause = count < MOST_AT_ONCE ? BETWEEN_EXPIRIES : Duration.ofSeconds(1);
                            }
                            timers.after(pause, lane, () -> expire(timers, lane));
                        },
                        lane);
    }

    /** Nobody can take it: it is kept, or nobody misses it. */
    private Message keep(Account account, Message message) {
        if (!Worth.keeping(message)) {
            return null;
        }
        return store(account, message).isPresent() ? null : message;
    }

    /**
     * Somebody is there. While a client is given what waits, what comes for it now goes behind that (RFC 6120 §10.1). And
     * a message whose sender wants to know that it is safe is kept until a client has taken it.
     */
    private Message deliver(Account account, Message message) {
        if (message.type() == Message.Type.HEADLINE || message.custody() == Custody.SPARE) {
            return message;
        }
        var backlog = backlogs.existing(account);
        if (backlog != null
                && backlog.isDraining()
                && receivers(account, message).stream().anyMatch(backlog::isDraining)
                && Worth.keeping(message)
                && store(account, message).isPresent()) {
            return null;
        }
        return isToBeSafe(account, message) ? live(account, message) : message;
    }

    /** A client of 2004 says nothing of what it has taken: for it nothing is kept. */
    private boolean isToBeSafe(Account account, Message message) {
        return message.custody().isAwaited()
                && (message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL)
                && message.has("body", Namespaces.CLIENT)
                && Worth.keeping(message)
                && receivers(account, message).stream()
                        .allMatch(resource -> resource.session().acknowledges()
                                || !resource.session().legacy());
    }

    private Message live(Account account, Message message) {
        var receivers = receivers(account, message);
        var stored = store(account, message);
        stored.ifPresent(kept -> receivers.forEach(resource -> drain.live(resource, kept, message)));
        return stored.isPresent() ? null : message;
    }

    private List<Resource> receivers(Account account, Message message) {
        return accounts.resource(message.to()).map(List::of).orElseGet(account::mostAvailable);
    }

    /** @return empty if the store is full */
    private Optional<Stored> store(Account account, Message message) {
        var backlog = backlogs.of(account);
        var xml = message.toString();
        if (!backlog.fits(xml.length(), config)) {
            return Optional.empty();
        }
        var stored = new Stored(backlog.next(), null, xml, clock.instant());
        backlog.added(stored.size());
        message.custody().hold();
        store.add(account.jid(), stored, message.filing())
                .whenCompleteAsync(
                        (done, failure) -> {
                            losses.heard(account, failure);
                            if (failure == null) {
                                drain.committed(account, stored);
                            } else {
                                backlog.dropped(List.of(stored.size()));
                                router.refuse(message, StanzaError.resourceConstraint("the message could not be kept"));
                            }
                            message.custody().release();
                        },
                        account.lane());
        return Optional.of(stored);
    }

    /** What a client was given from the archive, and takes, need not wait for it any more: nothing comes twice. */
    private void given(Resource resource, Collection<Long> places) {
        var backlog = backlogs.existing(resource.account());
        if (backlog == null || backlog.isEmpty() || places.isEmpty()) {
            return;
        }
        var waiting = store.archived(resource.account().jid(), places).stream()
                .filter(message -> !backlog.isOnItsWay(message, resource))
                .toList();
        if (!waiting.isEmpty()) {
            drain.given(resource, waiting);
        }
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        if (resource.isReachable()) {
            drain.start(resource);
        }
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        drain.ended(resource, ending);
    }
}
