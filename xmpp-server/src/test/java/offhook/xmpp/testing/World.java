package offhook.xmpp.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Lanes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.presence.Presences;
import offhook.xmpp.roster.Given;
import offhook.xmpp.roster.Pushes;
import offhook.xmpp.roster.RosterLimits;
import offhook.xmpp.roster.RosterRequests;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.ServiceContact;
import offhook.xmpp.roster.SharedGroups;
import offhook.xmpp.roster.SharedRoster;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Clients;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Service;

/** Routing, rosters and presence in memory, in one thread, with the clock in our hand: juliet, romeo, nurse and tybalt. */
public final class World {

    public static final String DOMAIN = "capulet.example";

    public final ManualTime time = new ManualTime();
    public final TestPeople people = TestPeople.of(DOMAIN);
    public final Lanes lanes = time.lanes();
    public final Accounts accounts = new Accounts(people, lanes);
    public final Handlers handlers = new Handlers();
    public final Installer installer = new Installer(handlers);
    public final Questions questions = new Questions(Jid.of(DOMAIN), time);
    public final MemoryRosterStore store = new MemoryRosterStore(time);
    public final Router router;
    public final Rosters rosters;
    public final Presences presences;
    public final Clients clients;

    public World() {
        this(PresenceOverlay.NONE, List.of());
    }

    public World(PresenceOverlay overlay, List<Service> services) {
        for (var name : List.of("Juliet", "Romeo", "Nurse", "Tybalt")) {
            people.with(name.toLowerCase(java.util.Locale.ROOT), name);
            groups(name.toLowerCase(java.util.Locale.ROOT));
        }
        var contacts = new ArrayList<ServiceContact>();
        services.forEach(service -> contacts.add(new ServiceContact(service.jid(), service.name())));
        var given = new Given(new SharedGroups(people), contacts);
        router = new Router(Jid.of(DOMAIN), accounts, services, handlers, lanes);
        rosters = new Rosters(store, given);
        var pushes = new Pushes();
        presences = new Presences(
                accounts,
                rosters,
                router,
                handlers,
                pushes,
                overlay,
                contacts,
                RosterLimits.DEFAULT,
                time,
                account -> Optional.empty());
        install(presences);
        install(new RosterRequests(accounts, rosters, pushes, presences, RosterLimits.DEFAULT));
        clients = new Clients(accounts, handlers, router, 10);
        people.listen(clients);
        new SharedRoster(accounts, rosters, given, pushes, presences).start();
    }

    public World install(Feature feature) {
        feature.install(installer);
        return this;
    }

    /** Puts somebody into these groups of the directory and no others. */
    public void groups(String user, String... groups) {
        people.change(user, u -> changed(u, u.name(), Set.of(groups)));
        time.run();
    }

    /** Gives somebody another name in the directory. */
    public void rename(String user, String name) {
        people.change(user, u -> changed(u, new DisplayName(name), u.groups()));
        time.run();
    }

    static User changed(User u, DisplayName name, Set<String> groups) {
        return new User(
                u.id(),
                name,
                u.jid(),
                u.aors(),
                u.extensions(),
                u.numbers(),
                u.mail(),
                u.language(),
                u.zone(),
                groups,
                u.notifyBy(),
                u.enabled());
    }

    /** Connects a client that sends nothing yet: "juliet/balcony". */
    public TestClient connect(String user) {
        return client(user).bind();
    }

    /** A client that has not bound its resource yet. */
    public TestClient client(String user) {
        int slash = user.indexOf('/');
        var jid = new Jid(user.substring(0, slash), DOMAIN, user.substring(slash + 1));
        return new TestClient(jid, clients, time::run);
    }

    /** Connects a client that gets its roster and comes online; what it got is forgotten. */
    public TestClient online(String user) {
        var client = connect(user).says("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        client.says("<presence/>").got();
        return client;
    }

    /** Makes two people see each other; nobody else's clients are asked. */
    public void befriend(String one, String other) {
        for (var pair : List.of(List.of(one, other), List.of(other, one))) {
            var asking = connect(pair.get(0) + "/befriend");
            var asked = connect(pair.get(1) + "/befriend");
            asking.says("<presence to='" + pair.get(1) + '@' + DOMAIN + "' type='subscribe'/>");
            asked.says("<presence to='" + pair.get(0) + '@' + DOMAIN + "' type='subscribed'/>");
            asking.leaves(offhook.xmpp.routing.SessionListener.Ending.CLOSED);
            asked.leaves(offhook.xmpp.routing.SessionListener.Ending.CLOSED);
        }
    }
}
