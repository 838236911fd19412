package offhook.xmpp.muc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/**
 * Whatever they do to each other, every client knows from the presence it got who is in the room and what they are, as far
 * as it may; and somebody owns the room.
 */
class ViewsProperties {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final Jid ROOM = Jid.parse("balcony@conference.capulet.example");
    private static final String FIELD = "muc#roomconfig_";

    /** Two clients of Juliet's share a nickname. */
    private static final List<Jid> CLIENTS = List.of(
            Jid.parse("juliet@capulet.example/balcony"),
            Jid.parse("juliet@capulet.example/chamber"),
            Jid.parse("romeo@capulet.example/chat"),
            Jid.parse("nurse@capulet.example/chat"),
            Jid.parse("tybalt@capulet.example/chat"));

    private final ManualTime time = new ManualTime();
    private final Map<Jid, Map<String, String>> views = new HashMap<>();
    private Rooms rooms;

    record Act(int who, String what, int whom) {}

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        var what = Arbitraries.of(
                "enter",
                "enter",
                "enter",
                "leave",
                "rename",
                "away",
                "kick",
                "visitor",
                "participant",
                "moderator",
                "outcast",
                "none",
                "member",
                "admin",
                "owner",
                "moderatedroom",
                "membersonly",
                "whois",
                "hide",
                "show",
                "destroy");
        var client = Arbitraries.integers().between(0, CLIENTS.size() - 1);
        // Juliet, who owns the room at first, does every second thing.
        return Combinators.combine(Arbitraries.of(0, 0, 0, 1, 2, 3, 4), what, client)
                .as(Act::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 100)
    void everybodyKnowsWhoIsThere(@ForAll("acts") List<Act> acts) {
        views.clear();
        CLIENTS.forEach(client -> views.put(client, new HashMap<>()));
        var config = new RoomsConfig(true, "", RoomsConfig.Makers.EVERYBODY, 10, 5, 10, 10, 100, false);
        rooms = new Rooms(
                config,
                "capulet.example",
                List.of(),
                DATABASE,
                Optional.empty(),
                time.lanes(),
                time,
                new SecureRandom(),
                this::got);
        enter(0);
        configure(0, "");
        for (int i = 1; i < CLIENTS.size(); i++) {
            enter(i);
        }
        for (var act : acts) {
            run(act);
            time.run();
            check(act);
        }
    }

    private void check(Act act) {
        var room = rooms.room(ROOM);
        for (var client : CLIENTS) {
            assertThat(views.get(client)).as(client + " after " + act).isEqualTo(truth(room, client));
        }
        if (room != null) {
            assertThat(room.state().affiliations().list(Affiliation.OWNER))
                    .as("owners after " + act)
                    .isNotEmpty();
        }
    }

    private static Map<String, String> truth(Room room, Jid client) {
        var truth = new HashMap<String, String>();
        var reader = room == null ? null : room.occupants.of(client);
        if (reader != null) {
            for (var other : room.occupants.all()) {
                boolean seen = other == reader
                        || reader.role() == Role.MODERATOR
                        || room.config().broadcast().contains(other.role());
                if (seen) {
                    truth.put(
                            other.nick(),
                            other.affiliation().text() + ' ' + other.role().text());
                }
            }
        }
        return truth;
    }

    private void got(Stanza stanza) {
        if (!(stanza instanceof Presence presence) || presence.type() == Presence.Type.ERROR) {
            return;
        }
        var view = views.get(presence.to());
        var x = presence.child("x", Notice.NS).orElseThrow();
        var item = x.child("item").orElseThrow();
        boolean self = presence.toString().contains("code='110'");
        if (presence.type() == Presence.Type.AVAILABLE) {
            view.put(
                    presence.from().resource(),
                    item.attribute("affiliation").orElseThrow()
                            + ' '
                            + item.attribute("role").orElseThrow());
        } else if (self && !presence.toString().contains("code='303'")) {
            view.clear();
        } else {
            view.remove(presence.from().resource());
        }
    }

    private void run(Act act) {
        switch (act.what) {
            case "enter" -> enter(act.who);
            case "leave" -> presence(act.who, nick(act.who), " type='unavailable'/>");
            case "rename" -> presence(act.who, nick(act.who) + (act.whom == 0 ? "" : "2"), "/>");
            case "away" -> presence(act.who, nick(act.who), "><show>away</show></presence>");
            case "kick" -> item(act.who, "nick='" + nick(act.whom) + "' role='none'");
            case "visitor", "participant", "moderator" ->
                item(act.who, "nick='" + nick(act.whom) + "' role='" + act.what + "'");
            case "outcast", "none", "member", "admin", "owner" ->
                item(act.who, "jid='" + CLIENTS.get(act.whom).bare() + "' affiliation='" + act.what + "'");
            case "moderatedroom", "membersonly" -> configure(act.who, field(act.what, act.whom % 2 == 0 ? "1" : "0"));
            case "whois" -> configure(act.who, field("whois", act.whom % 2 == 0 ? "anyone" : "moderators"));
            case "hide" ->
                configure(act.who, field("presencebroadcast", act.whom % 2 == 0 ? "moderator" : "participant"));
            case "show" ->
                configure(
                        act.who,
                        "<field var='" + FIELD + "presencebroadcast'><value>moderator</value><value>participant</value>"
                                + "<value>visitor</value></field>");
            default -> owner(act.who, act.whom == 0 ? "<destroy/>" : form(""));
        }
    }

    private static String nick(int client) {
        return CLIENTS.get(client).local();
    }

    private void enter(int who) {
        presence(who, nick(who), "><x xmlns='" + Entry.NS + "'/></presence>");
    }

    private void presence(int who, String nick, String rest) {
        send("<presence from='" + CLIENTS.get(who) + "' to='" + ROOM + '/' + nick + '\'' + rest);
    }

    private void item(int who, String item) {
        iq(who, "<query xmlns='" + Lists.NS + "'><item " + item + "/></query>");
    }

    private static String field(String name, String value) {
        return "<field var='" + FIELD + name + "'><value>" + value + "</value></field>";
    }

    private static String form(String fields) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>" + ConfigForm.FORM
                + "</value></field>" + fields + "</x>";
    }

    private void configure(int who, String fields) {
        owner(who, form(fields));
    }

    private void owner(int who, String content) {
        iq(who, "<query xmlns='" + Configuring.NS + "'>" + content + "</query>");
    }

    private void iq(int who, String payload) {
        send("<iq type='set' id='i' from='" + CLIENTS.get(who) + "' to='" + ROOM + "'>" + payload + "</iq>");
    }

    private void send(String xml) {
        var stanza = Stanza.parse(xml.getBytes(UTF_8));
        try {
            if (stanza instanceof Presence presence) {
                rooms.received(presence);
            } else if (stanza instanceof Message message) {
                rooms.received(message);
            } else {
                rooms.received((Iq) stanza);
            }
        } catch (StanzaError e) { // there is no such room
            assertThat(rooms.room(ROOM)).isNull();
        }
        time.run();
    }
}
