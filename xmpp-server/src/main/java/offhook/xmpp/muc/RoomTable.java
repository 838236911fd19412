package offhook.xmpp.muc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;

/**
 * Rooms in the tables {@code muc_room} and {@code muc_affiliation}. The configuration is stored as a submitted form. Safe
 * to share.
 *
 * @param instant what holds where a stored configuration says nothing
 */
record RoomTable(Database database, RoomConfig instant) implements RoomStore {

    @Override
    public List<RoomState> all() {
        return database.read(handle -> handle.inTransaction(tx -> {
            var affiliations = affiliations(tx);
            return tx.createQuery("SELECT room, config, subject, subject_at, secret FROM muc_room")
                    .map((row, context) -> {
                        var jid = Jid.parse(row.getString("room"));
                        var subject = row.getString("subject");
                        return new RoomState(
                                jid,
                                config(row.getString("config")),
                                Affiliations.of(affiliations.getOrDefault(jid, List.of())),
                                subject == null
                                        ? Subject.NEVER_SET
                                        : new Subject(
                                                (Message) Stanza.parse(subject.getBytes(UTF_8)),
                                                Instant.ofEpochMilli(row.getLong("subject_at"))),
                                row.getString("secret"));
                    })
                    .list();
        }));
    }

    private static Map<Jid, List<Affiliated>> affiliations(Handle tx) {
        var found = new HashMap<Jid, List<Affiliated>>();
        tx.createQuery("SELECT room, account, affiliation, nick, reason FROM muc_affiliation")
                .map((row, context) -> found.computeIfAbsent(
                                Jid.parse(row.getString("room")), room -> new ArrayList<>())
                        .add(new Affiliated(
                                Jid.parse(row.getString("account")),
                                Affiliation.valueOf(row.getString("affiliation")),
                                row.getString("nick"),
                                row.getString("reason"))))
                .list();
        return found;
    }

    @Override
    public CompletionStage<Void> save(RoomState before, RoomState after) {
        return database.write(tx -> {
            if (!after.config().persistent()) {
                delete(tx, after.jid());
                return null;
            }
            boolean known = before.config().persistent();
            if (!known
                    || !before.config().equals(after.config())
                    || !before.subject().equals(after.subject())) {
                room(tx, after);
            }
            affiliations(tx, after.jid(), known ? before.affiliations() : Affiliations.NOBODY, after.affiliations());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(Jid room) {
        return database.write(tx -> {
            delete(tx, room);
            return null;
        });
    }

    private static void delete(Handle tx, Jid room) {
        tx.execute("DELETE FROM muc_affiliation WHERE room = ?", room.toString());
        tx.execute("DELETE FROM muc_room WHERE room = ?", room.toString());
    }

    private static void room(Handle tx, RoomState room) {
        var subject = room.subject().message();
        tx.execute(
                """
                INSERT INTO muc_room (room, config, subject, subject_at, secret) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (room) DO UPDATE SET
                    config = excluded.config, subject = excluded.subject, subject_at = excluded.subject_at""",
                room.jid().toString(),
                ConfigForm.of("submit", room.config(), Integer.MAX_VALUE)
                        .toElement()
                        .toString(),
                subject == null ? null : subject.toString(),
                room.subject().at().toEpochMilli(),
                room.key());
    }

    /** Only what differs. */
    private static void affiliations(Handle tx, Jid room, Affiliations before, Affiliations after) {
        for (var entry : before.all()) {
            if (after.entry(entry.jid()).isEmpty()) {
                tx.execute(
                        "DELETE FROM muc_affiliation WHERE room = ? AND account = ?",
                        room.toString(),
                        entry.jid().toString());
            }
        }
        for (var entry : after.all()) {
            if (!before.entry(entry.jid()).filter(entry::equals).isPresent()) {
                tx.execute(
                        """
                        INSERT INTO muc_affiliation (room, account, affiliation, nick, reason) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (room, account) DO UPDATE SET
                            affiliation = excluded.affiliation, nick = excluded.nick, reason = excluded.reason""",
                        room.toString(),
                        entry.jid().toString(),
                        entry.affiliation().name(),
                        entry.nick(),
                        entry.reason());
            }
        }
    }

    private RoomConfig config(String stored) {
        return ConfigForm.apply(instant, DataForm.read(Element.parse(stored)), Integer.MAX_VALUE);
    }
}
