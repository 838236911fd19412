package offhook.xmpp.pubsub;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Lanes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.pubsub.NodeStore.Place;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xep.PrivateStorage;
import offhook.xmpp.xep.Vcard;

/** Publish-subscribe: the service, and by {@link Pep} every account. Safe to share. */
public final class PublishSubscribe implements Feature {

    private final Accounts accounts;
    private final Registry registry;
    private final Pep pep;
    private final PrivateStorage.Table kept;
    private final Bookmarks bookmarks;
    private final Avatars avatars;
    private final Optional<PubsubService> service;

    /**
     * What it stands on.
     *
     * @param out routes what goes to others than connected clients
     * @param restamp hears whose presence has to say something else now
     */
    public record Ground(
            Accounts accounts,
            Rosters rosters,
            Capabilities capabilities,
            Database database,
            Lanes lanes,
            InstantSource clock,
            SecureRandom random,
            Consumer<Stanza> out,
            Consumer<Jid> restamp) {}

    /**
     * Brings the tables up to date. Blocks.
     *
     * @param admins user names of the server's administrators, who own every node of the service
     */
    public PublishSubscribe(PubsubConfig config, String domain, Collection<String> admins, Ground ground) {
        accounts = ground.accounts();
        var ofService = new Policy.OfService(
                config, admins.stream().map(name -> Jid.of(name, domain)).collect(Collectors.toUnmodifiableSet()));
        var ofAccounts = new Policy.OfAccounts(config);
        registry = Registry.of(
                ground.database(),
                (host, node) -> (host.local().isEmpty() ? ofService : ofAccounts).usual(node),
                config.address(domain),
                config.cache().bytes(),
                ground.lanes(),
                ground.clock(),
                ground.random());
        var circle = Circle.of(ground.accounts(), ground.rosters());
        pep = new Pep(new Rights(ofAccounts, circle), registry, ground);
        kept = new PrivateStorage.Table(ground.database());
        bookmarks = new Bookmarks(kept, registry, pep.engine(), ofAccounts);
        avatars = new Avatars(
                new AvatarTable(ground.database()),
                new PublishedAvatar(registry, pep.engine(), ofAccounts),
                ground.restamp());
        pep.whenPublished(PublishedAvatar.METADATA, avatars::published);
        service = config.enabled()
                ? Optional.of(service(config.address(domain), new Rights(ofService, circle), ground))
                : Optional.empty();
    }

    private PubsubService service(Jid jid, Rights rights, Ground ground) {
        var covers = new Covers();
        var retrieving = new Retrieving(rights, registry, covers);
        var notices = new Notices(
                rights,
                ground.accounts(),
                (node, now) -> List.of(),
                retrieving,
                covers,
                registry.leaves(),
                ground.out());
        var disco = new NodeDisco(jid::equals, rights, registry.leaves(), registry.store(), ground.clock());
        return new PubsubService(
                jid,
                new Engine(rights, registry, notices, retrieving),
                registry.store(),
                disco,
                new Newcomers(jid, rights, registry, notices),
                ground.lanes().lane(registry),
                ground.out());
    }

    @Override
    public Spec spec() {
        return Spec.xep(60, "1.30.0", "Publish-Subscribe")
                .only(
                        "no collections, leases, or several subscriptions of one address; events that bounce are not counted");
    }

    @Override
    public void install(Installer to) {
        var lapses = new Lapses(accounts, registry.store(), this::review);
        service.ifPresent(some -> some.install(to));
        to.accountTable("pubsub_node")
                .accountTable("pubsub_item")
                .accountTable("pubsub_affiliation")
                .accountTable("pubsub_subscription")
                .accountTable("pubsub_affiliation", "host")
                .accountTable("pubsub_subscription", "host")
                .beforeRemoval(lapses::leaving)
                .onRemoval(account -> {
                    registry.leaves().forget();
                    lapses.gone(account);
                })
                .access(lapses);
    }

    private CompletionStage<?> review(Place place) {
        var host = place.host();
        if (!host.local().isEmpty()) {
            return pep.engine().review(host, place.node());
        }
        return service.filter(some -> some.jid().equals(host))
                .<CompletionStage<?>>map(some -> some.engine().review(host, place.node()))
                .orElseGet(() -> CompletableFuture.completedFuture(null)); // of a service that was there once
    }

    /** Reads what is kept. Blocks; before the first session. */
    public void start() {
        registry.leaves().start();
        bookmarks.adopt(kept.containing(OldBookmarks.STORAGE, OldBookmarks.CONFERENCE));
        avatars.start();
    }

    /** This one and all that stand on it. */
    public List<Feature> features() {
        return List.of(this, pep, bookmarks, avatars);
    }

    /** What clients keep for their users, in which bookmarks are the published ones. */
    public PrivateStorage.Store privateStorage() {
        return bookmarks;
    }

    /** The cards of users, in which the picture is the published one. */
    public Vcard.Store vcards() {
        return avatars;
    }

    /** What becomes of looking for nodes. */
    public Memory memory() {
        var leaves = registry.leaves();
        return new Memory(leaves.size(), leaves.hits(), leaves.misses());
    }

    /**
     * The nodes used last.
     *
     * @param bytes what they take, about
     * @param hits how often a node was looked for that was in memory; misses, how often it had to be read
     */
    public record Memory(long bytes, long hits, long misses) {}

    /** The part that every account has. */
    public Pep pep() {
        return pep;
    }

    /** The service, if there is one. */
    public Optional<Service> service() {
        return service.map(some -> some);
    }
}
