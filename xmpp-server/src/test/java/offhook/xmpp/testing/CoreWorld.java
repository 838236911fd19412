package offhook.xmpp.testing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import offhook.directory.PasswordCheck;
import offhook.directory.People;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.credentials.Password;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.runtime.trace.Trace;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.XmppCore;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.presence.Show;
import offhook.xmpp.roster.RosterStore.Changed;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.RosterTable;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.xep.DirectoryService;
import offhook.xmpp.xml.Element;

/**
 * The whole XMPP server of capulet.example in memory, on a real database, with the clock in our hand. Juliet, Romeo, the
 * nurse and Tybalt are in no group; "Phone" is a service, whose alerts are messages of the actor "phone". Events: "juliet
 * and romeo are friends", "juliet has romeo: None + Pending Out", "juliet.chat comes online", "romeo joins Verona", "romeo quits Verona", "romeo leaves for good", "romeo arrives", "juliet talks", "juliet
 * hangs up", and those of {@link XmppActors}.
 */
public final class CoreWorld {

    record Root(@Doc("xmpp") XmppConfig xmpp, @Doc("archive") ArchiveConfig archive) {}

    private static final String ACTIVITY = "http://jabber.org/protocol/activity";

    public final ManualTime time = new ManualTime();
    public final TestPeople people = TestPeople.of("capulet.example");
    private final Set<String> talking = ConcurrentHashMap.newKeySet();
    public final XmppCore core;
    public final XmppActors actors;

    private final Database database;
    private final People directory;

    /**
     * @param database a world leaves its rows behind, so that another one can stand on them
     * @param settings lines of TOML: {@code xmpp.tls = "optional"}
     */
    public CoreWorld(Database database, List<String> settings) {
        this(database, settings, Optional.empty());
    }

    /** @param site the web server in front of it */
    public CoreWorld(Database database, List<String> settings, Optional<WebSite> site) {
        this.database = database;
        for (var name : List.of("Juliet", "Romeo", "Nurse", "Tybalt")) {
            people.with(name.toLowerCase(Locale.ROOT), name);
            change(name.toLowerCase(Locale.ROOT), u -> World.changed(u, u.name(), Set.of()));
        }
        directory = people.kept(database, time);
        var passwords = new PasswordCheck(people, time, new byte[32], 10);
        var ground = new XmppCore.Ground(
                people,
                passwords,
                database,
                time.lanes(),
                time,
                time,
                new SecureRandom(),
                new Trace(time),
                new OnThePhone(),
                (account, id, tx) -> {},
                new DirectoryService(directory),
                true);
        var config = config(settings);
        core = new XmppCore(config.xmpp(), config.archive(), ground, List.of(new Phone()), site);
        directory.onRemoval(core::forget);
        core.shutDownBy(core.streams()::shutDown);
        core.start();
        time.run();
        actors = new XmppActors(core.streams(), time, people.domain());
    }

    /** Empties every table, as if the next world were the first. */
    public static void wipe(Database database) {
        var tables = database.read(handle -> handle.createQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%schema_%'")
                .mapTo(String.class)
                .list());
        database.write(tx -> {
            tables.forEach(table -> tx.execute("DELETE FROM " + table));
            return null;
        });
    }

    /** Something that happens; false if it is not known what. */
    public boolean happens(Event event) {
        var words = event.text().split(" ");
        if (event.text().endsWith(" come online")) {
            allOnline(event.line(), event.text().replace(" come online", "").split(", | and "));
            return true;
        }
        switch (words.length > 1 ? words[1] : "") {
            case "joins" ->
                change(words[0], u -> {
                    var groups = new HashSet<>(u.groups());
                    groups.add(words[2]);
                    return World.changed(u, u.name(), groups);
                });
            case "quits" ->
                change(words[0], u -> {
                    var groups = new HashSet<>(u.groups());
                    groups.remove(words[2]);
                    return World.changed(u, u.name(), groups);
                });
            case "leaves" -> done(directory.remove(new UserId(words[0])));
            case "arrives" ->
                done(directory.add(
                        User.of(new UserId(words[0]), people.domain()),
                        Password.of(TestPeople.password(words[0])),
                        Optional.empty()));
            case "has" -> know(words[0], words[2].replace(":", ""), event.text().replaceFirst("[^:]*: ", ""));
            case "comes" -> online(event.line(), words[0], "");
            case "and" -> befriend(words[0], words[2]);
            case "talks" -> phone(words[0], true);
            case "hangs" -> phone(words[0], false);
            default -> {
                return actors.happens(event);
            }
        }
        time.run();
        return true;
    }

    /** A stanza of a client, or an alert of the phone service. */
    public void says(Said said, Blanks blanks) {
        if (!said.from().equals("phone")) {
            actors.says(said, blanks);
            return;
        }
        for (var message : XmlText.parse(said.text())) {
            core.deliveries()
                    .deliver(
                            Jid.of("phone.capulet.example"),
                            Jid.parse(message.attribute("to").orElseThrow()),
                            message.attribute("id").orElseThrow(),
                            message.childText("body").orElse(""),
                            message.child("replace", "urn:xmpp:message-correct:0")
                                    .flatMap(replace -> replace.attribute("id"))
                                    .orElse(null));
        }
        time.run();
    }

    /** "juliet.chat comes online": it has its roster and initial presence, and what it got for that is of no interest. */
    private void online(int line, String actor, String priority) {
        var text = "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence>" + priority
                + "</presence>";
        actors.says(new Said(line, actor, "server", text), new Blanks());
        time.run();
        actors.forget(actor);
    }

    /** "juliet.chat, juliet.balcony.chat (-1) and romeo.chat come online", with these priorities; what they hear of that is of no interest either. */
    private void allOnline(int line, String... clients) {
        for (var client : clients) {
            var name = client.split(" ")[0];
            var priority = client.equals(name) ? "" : client.replaceAll(".*\\((.*)\\)", "<priority>$1</priority>");
            online(line, name, priority);
        }
        for (var client : clients) {
            actors.forget(client.split(" ")[0]);
        }
    }

    /** "juliet and romeo are friends": each is in the other's roster, and they see each other. */
    private void befriend(String one, String other) {
        know(one, other, "Both");
        know(other, one, "Both");
    }

    /** "juliet has romeo: None + Pending Out": so it stands in her roster, whatever is in his. */
    private void know(String user, String contact, String state) {
        var jid = people.get(user).jid();
        var table = new RosterTable(database);
        var before = table.load(jid);
        var row = new Row(States.item(jid, new Jid(contact, people.domain(), ""), state), before.version() + 1);
        table.save(jid, new Changed(before.version() + 1, before.floor(), List.of(row), List.of()))
                .toCompletableFuture()
                .join();
    }

    private void done(CompletionStage<?> change) {
        time.run();
        change.toCompletableFuture().join();
    }

    private void phone(String user, boolean busy) {
        var jid = people.get(user).jid();
        if (busy) {
            talking.add(user);
            core.pep()
                    .cover(
                            jid,
                            ACTIVITY,
                            Element.parse("<activity xmlns='" + ACTIVITY
                                    + "'><talking><on_the_phone/></talking></activity>"));
        } else {
            talking.remove(user);
            core.pep().uncover(jid, ACTIVITY, Element.of("activity", ACTIVITY));
        }
        core.presenceChanged(jid);
    }

    private void change(String user, UnaryOperator<User> change) {
        people.change(user, change);
    }

    private static Root config(List<String> settings) {
        try {
            return Config.bindText(String.join("\n", settings), Path.of("trace.toml"), Root.class, Map.of());
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private final class OnThePhone implements PresenceOverlay {

        @Override
        public Availability apply(Jid account, Availability base) {
            return talking.contains(account.local())
                    ? new Availability(
                            Show.DND, base.status().isEmpty() ? "On the phone" : "On the phone – " + base.status())
                    : base;
        }

        @Override
        public Optional<Availability> withoutSession(Jid account) {
            return talking.contains(account.local())
                    ? Optional.of(new Availability(Show.DND, "On the phone"))
                    : Optional.empty();
        }
    }
}
