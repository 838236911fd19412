package offhook.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
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
import offhook.xmpp.jingle.CallsToNobody;
import offhook.xmpp.offline.OfflineMessages;
import offhook.xmpp.presence.Presences;
import offhook.xmpp.pubsub.Capabilities;
import offhook.xmpp.pubsub.ServerCapabilities;
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
import offhook.xmpp.routing.Clients;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Submission;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.Logins;
import offhook.xmpp.stream.sasl.Mechanisms;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.xep.BetweenClients;
import offhook.xmpp.xep.Carbons;
import offhook.xmpp.xep.Discovery;
import offhook.xmpp.xep.Forgeries;
import offhook.xmpp.xep.LastActivity;
import offhook.xmpp.xep.Quota;
import offhook.xmpp.xep.SignUp;

/** The parts of the XMPP side, and who calls whom. Safe to share. */
final class XmppParts {

    private final XmppCore.Ground ground;
    final Accounts accounts;
    final Visibility visibility;
    final Router router;
    final Submission submission;
    final Presences presences;
    final SharedRoster shared;
    final Subdomains subdomains;
    final Blocking blocking;
    final Keeping keeping;
    final Commands commands;
    final CallsToNobody calls;
    final ServiceAdministration administration;
    final List<Feature> features;
    final Installer installer;
    final ClientStreams streams;
    final Removal removal;

    XmppParts(
            XmppConfig config,
            ArchiveConfig archiving,
            XmppCore.Ground ground,
            List<Service> services,
            Optional<WebSite> site) {
        this.ground = ground;
        ground.database().migrate("xmpp-server");
        ground.database().migrate("xmpp-admin");
        var server = Jid.of(ground.directory().domain());
        accounts = new Accounts(ground.directory(), ground.lanes());
        var handlers = new Handlers();
        installer = new Installer(handlers);
        Optional<Archives> archives = archiving.enabled()
                ? Optional.of(new Archives(archiving, ground.database(), ground.clock(), ground.random()))
                : Optional.empty();
        var contacts = services.stream()
                .map(service -> new ServiceContact(service.jid(), service.name()))
                .toList();
        var given = new Given(new SharedGroups(ground.directory()), contacts);
        var rosters = new Rosters(new RosterTable(ground.database()), given);
        var questions = new Questions(server, ground.timers());
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
        router = new Router(server, accounts, everywhere, handlers, ground.lanes());
        submission = new Submission(accounts, handlers, router);
        var pushes = new Pushes();
        var activity = new LastActivity.Table(ground.database());
        presences = new Presences(
                accounts,
                rosters,
                router,
                handlers,
                pushes,
                ground.overlay(),
                contacts,
                RosterLimits.DEFAULT,
                ground.clock(),
                activity::left);
        keeping = new Keeping(
                config.offline(), ground, new Keeping.Inside(accounts, rosters, router, questions, handlers, archives));
        shared = new SharedRoster(accounts, rosters, given, pushes, presences);
        blocking = new Blocking(server, accounts, presences, ground.database());
        commands = new Commands(ground.lanes(), ground.clock(), ground.random());
        administration = new ServiceAdministration(
                commands,
                new Admins(server, config.admins()),
                ground.people(),
                ground.directory(),
                router,
                accounts,
                rosters,
                activity,
                ground.database(),
                ground.random());
        visibility = new Visibility(accounts, rosters);
        calls = new CallsToNobody(capabilities);
        var discovery = new Discovery(router, everywhere, visibility);
        var extensions = List.of(
                presences,
                new RosterRequests(accounts, rosters, pushes, presences, RosterLimits.DEFAULT),
                discovery,
                commands,
                administration,
                new LastActivity(activity, visibility, ground.clock(), administration::welcome),
                capabilities,
                new MessageProcessing(accounts, rosters, router, ground.clock(), OfflineMessages::keeps),
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
        ground.directory().listen(clients);
        removal = new Removal(ground.directory(), ground.database(), accounts, rosters, presences, installer);
        ground.directory().listen(removal); // behind the clients
        streams = new ClientStreams(
                server,
                config.streams(ground.limited()),
                new Logins(
                        new Mechanisms(ground.directory(), ground.passwords(), ground.random()),
                        ground.passwords(),
                        ground.clock(),
                        config.failedLogins(ground.limited())),
                config.register() ? Optional.of(signUp(config)) : Optional.empty(),
                clients,
                installer.streamFeatures(),
                ground.trace().wire("xmpp"),
                ground.clock(),
                ground.random());
    }

    Timers timers() {
        return ground.timers();
    }

    private SignUp signUp(XmppConfig config) {
        int perHour = ground.limited() ? config.limits().accountsPerAddress() : Integer.MAX_VALUE;
        return new SignUp(
                ground.directory().domain(),
                ground.people(),
                Set.copyOf(config.admins()),
                new Quota(ground.clock(), perHour));
    }

    private void route(Stanza stanza) {
        router.route(stanza);
    }

    private boolean serves(Jid jid) {
        return router.serves(jid);
    }

    private void restamp(Jid account) {
        presences.restamp(account);
    }
}
