package offhook.voicemail.box;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.voicemail.box.Voicemail.State;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The table voicemail; in its column state GONE marks what is to go. */
record VoicemailTable(Handle tx) implements VoicemailStore {

    private static final String USAGE =
            """
            SELECT person, SUM(CASE WHEN state = 'NEW' THEN 1 ELSE 0 END) AS fresh,
                   SUM(CASE WHEN state = 'HEARD' THEN 1 ELSE 0 END) AS old, SUM(bytes) AS bytes
            FROM voicemail WHERE state IN ('NEW', 'HEARD') %s GROUP BY person""";

    @Override
    public boolean add(Voicemail what) {
        return tx.createUpdate(
                                """
                        INSERT INTO voicemail (id, person, call_id, name, address, caller, withheld, arrived, length, bytes,
                                               state, changed, cut)
                        VALUES (:id, :person, :call, :name, :address, :caller, :withheld, :arrived, :length, :bytes,
                                :state, :changed, :cut)
                        ON CONFLICT DO NOTHING""")
                        .bind("id", what.id())
                        .bind("person", what.box().value())
                        .bind("call", what.callId())
                        .bind("name", what.caller().name().value())
                        .bind("address", what.caller().address().toString())
                        .bind("caller", what.caller().user().map(UserId::value).orElse(null))
                        .bind("withheld", what.caller().withheld() ? 1 : 0)
                        .bind("arrived", what.arrived().toEpochMilli())
                        .bind("length", what.length().toMillis())
                        .bind("bytes", what.bytes())
                        .bind("state", what.state().name())
                        .bind("changed", what.changed().toEpochMilli())
                        .bind("cut", what.isCut() ? 1 : 0)
                        .execute()
                > 0;
    }

    @Override
    public Optional<Voicemail> find(String id) {
        return found(query("id = :id AND state <> 'GONE'", "").bind("id", id), 1).stream()
                .findFirst();
    }

    @Override
    public List<Voicemail> of(UserId box, int most) {
        return found(
                query(
                                "person = :person AND state IN ('NEW', 'HEARD')",
                                "ORDER BY CASE WHEN state = 'NEW' THEN 0 ELSE 1 END, arrived DESC, id")
                        .bind("person", box.value()),
                most);
    }

    @Override
    public List<Voicemail> deleted(UserId box, int most) {
        return found(
                query("person = :person AND state = 'DELETED'", "ORDER BY arrived DESC, id")
                        .bind("person", box.value()),
                most);
    }

    @Override
    public boolean isLeftIn(String callId) {
        return tx.createQuery("SELECT COUNT(*) FROM voicemail WHERE call_id = :call AND state <> 'GONE'")
                        .bind("call", callId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    @Override
    public void change(String id, State state, Instant now) {
        tx.execute(
                "UPDATE voicemail SET state = ?, changed = ? WHERE id = ? AND state <> 'GONE'",
                state.name(),
                now.toEpochMilli(),
                id);
    }

    @Override
    public void transcribed(String id, String text) {
        tx.execute("UPDATE voicemail SET transcript = ?, writing = 0 WHERE id = ? AND state <> 'GONE'", text, id);
    }

    @Override
    public void writing(String id) {
        tx.execute("UPDATE voicemail SET writing = writing + 1 WHERE id = ? AND state <> 'GONE'", id);
    }

    @Override
    public void written(String id) {
        tx.execute("UPDATE voicemail SET writing = 0 WHERE id = ?", id);
    }

    @Override
    public List<Voicemail> unwritten(int tries, int most) {
        return found(
                query("writing > 0 AND writing <= :tries AND state IN ('NEW', 'HEARD')", "ORDER BY arrived DESC, id")
                        .bind("tries", tries),
                most);
    }

    @Override
    public Map<UserId, Usage> usage() {
        var all = new HashMap<UserId, Usage>();
        tx.createQuery(USAGE.formatted(""))
                .map((row, context) -> all.put(new UserId(row.getString("person")), usage(row)))
                .list();
        return all;
    }

    @Override
    public Usage usage(UserId box) {
        return tx.createQuery(USAGE.formatted("AND person = :person"))
                .bind("person", box.value())
                .map((row, context) -> usage(row))
                .findOne()
                .orElse(Usage.NONE);
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(new Counts(row.getInt("fresh"), row.getInt("old")), row.getLong("bytes"));
    }

    @Override
    public List<Voicemail> expired(Instant deletedBefore, Instant heardBefore, int most) {
        return found(
                query(
                                "(state = 'DELETED' AND changed < :deleted) OR (state = 'HEARD' AND changed < :heard)",
                                "ORDER BY changed, id")
                        .bind("deleted", deletedBefore.toEpochMilli())
                        .bind("heard", heardBefore.toEpochMilli()),
                most);
    }

    private static final String MARK =
            """
            UPDATE voicemail SET state = 'GONE', person = '', call_id = '', name = '', address = '', caller = NULL,
                                 transcript = NULL, writing = 0
            WHERE\s""";

    @Override
    public void mark(String id) {
        tx.execute(MARK + "id = ?", id);
    }

    @Override
    public void mark(UserId box) {
        tx.execute(MARK + "person = ?", box.value());
    }

    @Override
    public List<String> gone(int most) {
        return tx.createQuery("SELECT id FROM voicemail WHERE state = 'GONE' ORDER BY id LIMIT :most")
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    @Override
    public void forget(String id) {
        tx.execute("DELETE FROM voicemail WHERE id = ? AND state = 'GONE'", id);
    }

    @Override
    public List<String> idsAfter(String id, int most) {
        return tx.createQuery("SELECT id FROM voicemail WHERE id > :id AND state <> 'GONE' ORDER BY id LIMIT :most")
                .bind("id", id)
                .bind("most", most)
                .mapTo(String.class)
                .list();
    }

    private Query query(String which, String order) {
        return tx.createQuery("SELECT * FROM voicemail WHERE " + which + ' ' + order + " LIMIT :most");
    }

    private static List<Voicemail> found(Query query, int most) {
        return query.bind("most", most).map(VoicemailTable::voicemail).list();
    }

    private static Voicemail voicemail(ResultSet row, StatementContext context) throws SQLException {
        return new Voicemail(
                row.getString("id"),
                new UserId(row.getString("person")),
                new Caller(
                        new DisplayName(row.getString("name")),
                        SipUri.parse(row.getString("address")),
                        Optional.ofNullable(row.getString("caller")).map(UserId::new),
                        row.getInt("withheld") == 1),
                row.getString("call_id"),
                Instant.ofEpochMilli(row.getLong("arrived")),
                Duration.ofMillis(row.getLong("length")),
                row.getLong("bytes"),
                State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("changed")),
                row.getInt("cut") == 1,
                Optional.ofNullable(row.getString("transcript")));
    }
}
