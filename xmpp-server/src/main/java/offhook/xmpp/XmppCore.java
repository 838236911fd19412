package offhook.xmpp;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timers;
import offhook.xmpp.admin.Admins;
import offhook.xmpp.admin.ServiceAdministration;
import offhook.xmpp.amp.MessageProcessing;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.blocking.Blocking;
import offhook.xmpp.command.Commands;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.jingle.CallsToNobody;
import offhook.xmpp.muc.Rooms;
import offhook.xmpp.offline.OfflineMessages;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.presence.PresenceView;
import offhook.xmpp.presence.Presences;
import offhook.xmpp.pubsub.Capabilities;
import offhook.xmpp.pubsub.Pep;
import offhook.xmpp.pubsub.PublishSubscribe;
import offhook.xmpp.pubsub.ServerCapabilities;
import offhook.xmpp.push.PushNumbers;
import offhook.xmpp.roster.Given;
import offhook.xmpp.roster.Pushes;
import offhook.xmpp.roster.RosterLimits;
import offhook.xmpp.roster.RosterRequests;
import offhook.xmpp.roster.RosterTable;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.ServiceContact;
import offhook.xmpp.roster.SharedGroups;
import offhook.xmpp.roster.SharedRoster;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Admission;
import offhook.xmpp.routing.Clients;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Submission;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.Logins;
import offhook.xmpp.stream.bytestreams.Bytestreams;
import offhook.xmpp.stream.component.Components;
import offhook.xmpp.stream.sasl.Mechanisms;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.web.WebStreams;
import offhook.xmpp.xep.Administration;
import offhook.xmpp.xep.BetweenClients;
import offhook.xmpp.xep.Carbons;
import offhook.xmpp.xep.Discovery;
import offhook.xmpp.xep.Forgeries;
import offhook.xmpp.xep.LastActivity;
import offhook.xmpp.xep.Quota;
import offhook.xmpp.xep.SignUp;
import org.jdbi.v3.core.Handle;

/**
 * Streams, routing, rosters and presence above any socket: {@link XmppServer} puts it on the network, a test into memory.
 * Safe to share.
 */
public final class XmppCore {

    /**
     * What it stands on.
     *
     * @param random a strong source
     * @param overlay what lies over the presence that clients send
     * @param deliveries hears when a message of a service was taken
     * @param people where users change their passwords and, if the configuration says so, make and remove accounts; and
     *     where administrators do
     * @param limited false for load tests: no delays after failed logins
     */
    public record Ground(
            Directory directory,
            PasswordCheck passwords,
            Database database,
            Lanes lanes,
            Timers timers,
            InstantSource clock,
            SecureRandom random,
            Trace trace,
            PresenceOverlay overlay,
            DeliveryListener deliveries,
            Administration people,
            boolean limited) {}

    private final Ground ground;
    private final boolean onWeb;
    private final Accounts accounts;
    private final Visibility visibility;
    private final Router router;
    private final Submission submission;
    private final Presences presences;
    private final SharedRoster shared;
    private final Subdomains subdomains;
    private final Blocking blocking;
    private final Keeping keeping;
    private final Commands commands;
    private final CallsToNobody calls;
    private final ServiceAdministration administration;
    private final List<Feature> features;
    private final Installer installer;
    private final ClientStreams streams;
    private final Removal removal;

    /**
     * Brings the tables up to date. Blocks.
     *
     * @param services what answers at subdomains of ours; each stands in every roster
     */
    public XmppCore(XmppConfig config, ArchiveConfig archiving, Ground ground, List<Service> services) {
        this(config, archiving, ground, services, Optional.empty());
    }

    /** @param site the web server in front of it; without one nobody uploads files */
    public XmppCore(
            XmppConfig config, ArchiveConfig archiving, Ground ground, List<Service> services, Optional<WebSite> site) {
        onWeb = site.isPresent();
        this.ground = ground;
        ground.database.migrate("xmpp-server");
        ground.database.migrate("xmpp-admin");
        var server = Jid.of(ground.directory.domain());
        accounts = new Accounts(ground.directory, ground.lanes);
        var handlers = new Handlers();
        installer = new Installer(handlers);
        Optional<Archives> archives = archiving.enabled()
                ? Optional.of(new Archives(archiving, ground.database, ground.clock, ground.random))
                : Optional.empty();
        var contacts = services.stream()
                .map(service -> new ServiceContact(service.jid(), service.name()))
                .toList();
        var given = new Given(new SharedGroups(ground.directory), contacts);
        var rosters = new Rosters(new RosterTable(ground.database), given);
        var questions = new Questions(server, ground.timers);
        var capabilities = new Capabilities(questions);
        var forgeries = new Forgeries(server);
        subdomains = new Subdomains(
                config,
                ground,
                new Subdomains.Inside(
                        accounts,
                        rosters,
                        capabilities,
                        archives,
                        site,
                        this::route,
                        stanza -> route(forgeries.ofComponent(handlers.admitted(stanza))),
                        this::restamp,
                        this::serves));
        var everywhere = Stream.concat(services.stream(), subdomains.services()).toList();
        router = new Router(server, accounts, everywhere, handlers, ground.lanes);
        submission = new Submission(accounts, handlers, router);
        var pushes = new Pushes();
        var activity = new LastActivity.Table(ground.database);
        presences = new Presences(
                accounts,
                rosters,
                router,
                handlers,
                pushes,
                ground.overlay,
                contacts,
                RosterLimits.DEFAULT,
                ground.clock,
                activity::left);
        keeping = new Keeping(
                config.offline(), ground, new Keeping.Inside(accounts, rosters, router, questions, handlers, archives));
        shared = new SharedRoster(accounts, rosters, given, pushes, presences);
        blocking = new Blocking(server, accounts, presences, ground.database);
        commands = new Commands(ground.lanes, ground.clock, ground.random);
        administration = new ServiceAdministration(
                commands,
                new Admins(server, config.admins()),
                ground.people,
                ground.directory,
                router,
                accounts,
                rosters,
                activity,
                ground.database,
                ground.random);
        visibility = new Visibility(accounts, rosters);
        calls = new CallsToNobody(capabilities);
        var discovery = new Discovery(router, everywhere, visibility);
        var extensions = List.of(
                presences,
                new RosterRequests(accounts, rosters, pushes, presences, RosterLimits.DEFAULT),
                discovery,
                commands,
                administration,
                new LastActivity(activity, visibility, ground.clock, administration::welcome),
                capabilities,
                new MessageProcessing(accounts, rosters, router, ground.clock, OfflineMessages::keeps),
                keeping.push(),
                keeping.offline(),
                forgeries,
                blocking,
                calls,
                subdomains.components());
        var last = Stream.of(new Carbons(accounts), new BetweenClients()); // copies what others made of a message
        features = Stream.of(
                        extensions.stream(),
                        Queries.all(config, ground, subdomains.pubsub()),
                        subdomains.pubsub().features().stream(),
                        keeping.archive().stream(),
                        last,
                        subdomains.rooms().stream(),
                        subdomains.upload().stream(),
                        subdomains.bytestreams().stream())
                .<Feature>flatMap(part -> part)
                .toList();
        features.forEach(feature -> feature.install(installer));
        var ofServer = new ServerCapabilities(discovery.ofServer());
        installer.nodes(Target.SERVER, ofServer).streamFeature(ofServer.streamFeature());
        var clients = new Clients(accounts, handlers, router, config.limits().clientsPerUser());
        ground.directory.listen(clients);
        removal = new Removal(ground.directory, ground.database, accounts, rosters, presences, installer);
        ground.directory.listen(removal); // behind the clients
        streams = new ClientStreams(
                server,
                config.streams(ground.limited),
                new Logins(
                        new Mechanisms(ground.directory, ground.passwords, ground.random),
                        ground.passwords,
                        ground.clock,
                        config.failedLogins(ground.limited)),
                config.register() ? Optional.of(signUp(config)) : Optional.empty(),
                clients,
                installer.streamFeatures(),
                ground.trace.wire("xmpp"),
                ground.clock,
                ground.random);
    }

    private SignUp signUp(XmppConfig config) {
        int perHour = ground.limited ? config.limits().accountsPerAddress() : Integer.MAX_VALUE;
        return new SignUp(
                ground.directory.domain(),
                ground.people,
                Set.copyOf(config.admins()),
                new Quota(ground.clock, perHour));
    }

    /** Begins to work: knows what waits for whom. Blocks; before the first delivery. */
    public void start() {
        shared.start();
        subdomains.pubsub().start();
        blocking.start();
        administration.start();
        keeping.start();
        subdomains.rooms().ifPresent(Rooms::start);
    }

    /** Ends what clients have to hear the end of before their streams close; completes when they were told. */
    public CompletionStage<?> close() {
        return subdomains
                .rooms()
                .<CompletionStage<?>>map(Rooms::close)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Lets somebody else refuse what clients send; before it starts. */
    public void admit(Admission admission) {
        installer.admit(admission);
    }

    /** Where connections are handed to. */
    public ClientStreams streams() {
        return streams;
    }

    /** Where connections of components are handed to. */
    public Components components() {
        return subdomains.components();
    }

    /** What relays connections between users, if anything does. */
    public Optional<Bytestreams> bytestreams() {
        return subdomains.bytestreams();
    }

    /** How services send what may be lost: a stanza with both addresses. Any thread. */
    public void route(Stanza stanza) {
        router.route(stanza);
    }

    /**
     * Sends a message that came by another road than a client's stream, in the name of an account or of a service.
     *
     * @param then is told once, on any thread: nothing when it cannot be lost any more, or why it was refused
     */
    public void submit(Message message, Consumer<Optional<StanzaError>> then) {
        submission.submit(message, then);
    }

    private boolean serves(Jid jid) {
        return router.serves(jid);
    }

    private void restamp(Jid account) {
        presences.restamp(account);
    }

    /** What users publish, and how to cover it. */
    public Pep pep() {
        return subdomains.pubsub().pep();
    }

    /** What streams, routing and the extensions implement. */
    public List<Spec> specs() {
        var ofFeatures =
                features.stream().flatMap(feature -> Stream.concat(Stream.of(feature.spec()), feature.also().stream()));
        var ofStreams = Stream.concat(ClientStreams.SPECS.stream(), onWeb ? WebStreams.SPECS.stream() : Stream.of());
        return Stream.concat(ofStreams, ofFeatures).sorted().toList();
    }

    /** Forgets all that is kept of an account, and binds nobody to it: the listener of removals, on the writer's thread. */
    public void forget(UserId user, Handle tx) {
        removal.forget(user, tx);
    }

    /** Where what users can run by filling in forms is offered (XEP-0050). */
    public Commands commands() {
        return commands;
    }

    /** Calls to users who have no client for them (XEP-0353). */
    public CallsToNobody calls() {
        return calls;
    }

    /** How services send messages that are not lost. */
    public Deliveries deliveries() {
        return keeping.deliveries();
    }

    /** The overlay over an account's presence is another one now: contacts are told what differs. */
    public void presenceChanged(Jid account) {
        presences.changed(account);
    }

    /** Whether a user keeps somebody away (XEP-0191): the one is a bare JID, the other any. Any thread. */
    public boolean blocks(Jid account, Jid other) {
        return accounts.blocks(account, other);
    }

    /** Who is there, what is to be seen of them, and by whom. */
    public PresenceView presence() {
        return new PresenceView(accounts, visibility, presences);
    }

    /** What becomes of looking for nodes that users publish at. */
    public PublishSubscribe.Memory nodes() {
        return subdomains.pubsub().memory();
    }

    /** What became of pushes. */
    public PushNumbers pushes() {
        return keeping.push().numbers();
    }

    /** How many clients are connected. */
    public int connected() {
        return accounts.connected();
    }
}
