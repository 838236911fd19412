package offhook.xmpp.muc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.Memory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand occupants, who all hear of each other and of everything that is said, once. */
@Tag("long")
class FullRoomTest {

    private static final int MANY = 1_000;
    private static final int WORDS = 100;
    private static final String ROOM = "balcony@conference.capulet.example";

    /** Bytes of the heap: what the room knows of one, and the last presence of each. */
    private static final long EACH = 4 << 10;

    private final ManualTime time = new ManualTime();
    private final Map<Jid, Integer> presences = new HashMap<>();
    private final Map<Jid, HashSet<String>> said = new HashMap<>();
    private int messages;

    private void got(Stanza stanza) {
        if (stanza instanceof Presence) {
            presences.merge(stanza.to(), 1, Integer::sum);
        } else if (stanza instanceof Message message && message.body().isPresent()) {
            said.computeIfAbsent(stanza.to(), jid -> new HashSet<>()).add(stanza.id());
            messages++;
        }
    }

    private static Stanza parsed(String xml) {
        return Stanza.parse(xml.getBytes(UTF_8));
    }

    private static String user(int number) {
        return "user" + number + "@capulet.example/chat";
    }

    private void presence(Rooms rooms, int user, String more) {
        rooms.received(
                (Presence) parsed("<presence from='" + user(user) + "' to='" + ROOM + "/Nick" + user + "' " + more));
        time.run();
    }

    @Test
    void everybodyHearsEverythingOnce() {
        var config = new RoomsConfig(true, "", RoomsConfig.Makers.EVERYBODY, MANY, 20, 10, 10, 10, false);
        try (var database = TestDatabases.sqlite()) {
            var rooms = new Rooms(
                    config,
                    "capulet.example",
                    List.of(),
                    database,
                    Optional.empty(),
                    time.lanes(),
                    time,
                    new SecureRandom(),
                    this::got);
            long before = Memory.heapUsed();
            for (int i = 0; i < MANY; i++) {
                presence(rooms, i, "><x xmlns='http://jabber.org/protocol/muc'/></presence>");
                if (i == 0) {
                    rooms.received(
                            (Iq) parsed("<iq type='set' id='o' from='" + user(0) + "' to='" + ROOM + "'><query xmlns='"
                                    + Configuring.NS + "'><x xmlns='jabber:x:data' type='submit'/></query></iq>"));
                    time.run();
                }
            }
            for (int i = 0; i < MANY; i++) {
                assertThat(presences).containsEntry(Jid.parse(user(i)), MANY); // i before it, itself, those after it
            }
            assertThat((Memory.heapUsed() - before) / MANY).isLessThan(EACH);
            presence(rooms, MANY, "><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            assertThat(presences).containsEntry(Jid.parse(user(MANY)), 1); // full: an error

            for (int i = 0; i < WORDS; i++) {
                rooms.received((Message) parsed("<message type='groupchat' id='m" + i + "' from='" + user(i) + "' to='"
                        + ROOM + "'><body>Wherefore art thou?</body></message>"));
                time.run();
            }
            assertThat(messages).isEqualTo(MANY * WORDS);
            assertThat(said).hasSize(MANY).allSatisfy((jid, ids) -> assertThat(ids)
                    .hasSize(WORDS));

            for (int i = 0; i < MANY; i++) {
                presence(rooms, i, "type='unavailable'/>");
            }
            presences.clear();
            presence(rooms, 7, "><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            assertThat(presences).hasSize(1); // nobody is left: a new room
        }
    }
}
