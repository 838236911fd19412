package offhook.sip.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Statements;
import org.jdbi.v3.core.Handle;

/** The calls in the database: tables {@code calls} and {@code call_legs}. */
public record CallTable(Database database) implements CallStore {

    /** A Call-ID that comes again after its call was closed is a new call. */
    private static final String SAVE =
            """
            INSERT INTO calls (call_id, from_tag, first_call_id, first_from_tag, arrived, caller_name, caller_uri,
                    caller_user, withheld, dialled, ring_group, replaces, answered, lease)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (call_id, from_tag) DO UPDATE SET
                first_call_id = excluded.first_call_id, first_from_tag = excluded.first_from_tag,
                arrived = excluded.arrived, answered = excluded.answered, lease = excluded.lease,
                closed = CASE WHEN calls.arrived = excluded.arrived THEN calls.closed END""";

    private static final String SAVE_LEG =
            """
            INSERT INTO call_legs (call_id, from_tag, person, outcome, rang) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (call_id, from_tag, person) DO UPDATE SET outcome = excluded.outcome, rang = excluded.rang""";

    private static final String CLOSE =
            "UPDATE calls SET closed = ? WHERE call_id = ? AND from_tag = ? AND closed IS NULL";

    private static final String OPEN = "SELECT * FROM calls WHERE closed IS NULL ORDER BY arrived, call_id, from_tag";

    private static final String OPEN_LEGS =
            """
            SELECT l.* FROM call_legs l JOIN calls c ON c.call_id = l.call_id AND c.from_tag = l.from_tag
            WHERE c.closed IS NULL""";

    /** All INVITEs of the logical calls that this Call-ID belongs to. */
    private static final String RELATED =
            """
            FROM calls c WHERE EXISTS (SELECT 1 FROM calls named WHERE named.call_id = ?
                AND named.first_call_id = c.first_call_id AND named.first_from_tag = c.first_from_tag)""";

    private static final String RELATED_CALLS = "SELECT c.* " + RELATED + " ORDER BY c.arrived, c.call_id, c.from_tag";

    private static final String RELATED_LEGS = "SELECT l.* FROM call_legs l JOIN (SELECT c.call_id, c.from_tag "
            + RELATED + ") r ON r.call_id = l.call_id AND r.from_tag = l.from_tag ORDER BY l.person";

    private static final String FORGET_LEGS =
            """
            DELETE FROM call_legs WHERE EXISTS (SELECT 1 FROM calls c
                WHERE c.call_id = call_legs.call_id AND c.from_tag = call_legs.from_tag AND c.closed < ?)""";

    private static final String FORGET_OPEN_LEGS =
            """
            DELETE FROM call_legs WHERE person = ?
                AND (call_id, from_tag) IN (SELECT call_id, from_tag FROM calls WHERE closed IS NULL)""";

    private static final String FORGET_OPEN_CALLER =
            "UPDATE calls SET caller_user = NULL WHERE caller_user = ? AND closed IS NULL";

    /** The same, for one tracker alone, with fewer writes. */
    public CallStore sparing() {
        return new SparingCalls(this);
    }

    @Override
    public CompletionStage<Void> save(CallRow call) {
        return database.write(tx -> {
            save(tx, call, null);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> pretend() {
        return database.probe();
    }

    @Override
    public CompletionStage<Void> close(CallRecord call, List<CallRow> rows, Consumer<Handle> last) {
        return database.write(tx -> {
            int closed = 0;
            for (var row : rows) {
                save(tx, row, null);
                closed += close(tx, row, call.ended());
            }
            if (closed > 0) {
                last.accept(tx);
            }
            return null;
        });
    }

    /** Says 1, or 0 if it was closed before. */
    static int close(Handle tx, CallRow row, Instant at) throws SQLException {
        return Statements.update(
                tx,
                CLOSE,
                at.toEpochMilli(),
                row.invite().callId(),
                row.invite().fromTag());
    }

    /** @param before what is there already; null if that is not known */
    static void save(Handle tx, CallRow row, CallRow before) throws SQLException {
        if (before == null || !row.isLike(before)) {
            save(tx, row);
        }
        for (var leg : row.legs()) {
            if (before == null || !before.legs().contains(leg)) {
                save(tx, row.invite(), leg);
            }
        }
    }

    private static void save(Handle tx, CallRow row) throws SQLException {
        var invite = row.invite();
        var caller = invite.caller();
        Statements.update(
                tx,
                SAVE,
                invite.callId(),
                invite.fromTag(),
                row.firstCallId(),
                row.firstFromTag(),
                invite.arrived().toEpochMilli(),
                caller.name().value(),
                caller.address().toString(),
                caller.user().map(UserId::value).orElse(null),
                caller.withheld() ? 1 : 0,
                invite.dialled(),
                invite.ringGroup().orElse(null),
                invite.replaces().orElse(null),
                row.answered().map(Instant::toEpochMilli).orElse(null),
                row.lease().map(Instant::toEpochMilli).orElse(null));
    }

    private static void save(Handle tx, Invite invite, CallRow.LegRow leg) throws SQLException {
        Statements.update(
                tx,
                SAVE_LEG,
                invite.callId(),
                invite.fromTag(),
                leg.user().value(),
                leg.outcome().map(Outcome::name).orElse(null),
                leg.rang().toMillis());
    }

    @Override
    public List<CallRow> open() {
        return database.read(db -> {
            var legs = new HashMap<List<String>, List<CallRow.LegRow>>();
            db.createQuery(OPEN_LEGS)
                    .map((row, context) -> {
                        legs.computeIfAbsent(key(row), call -> new ArrayList<>())
                                .add(leg(row));
                        return row;
                    })
                    .list();
            return db.createQuery(OPEN)
                    .map((row, context) -> call(row, legs.getOrDefault(key(row), List.of())))
                    .list();
        });
    }

    /** The calls of a logical call, by the Call-ID of any of them; those that arrived first come first. Blocks. */
    public List<CallHistory> history(String callId) {
        return database.read(db -> {
            var legs = new HashMap<List<String>, List<CallRow.LegRow>>();
            db.createQuery(RELATED_LEGS)
                    .bind(0, callId)
                    .map((row, context) -> legs.computeIfAbsent(key(row), call -> new ArrayList<>())
                            .add(leg(row)))
                    .list();
            return db.createQuery(RELATED_CALLS)
                    .bind(0, callId)
                    .map((row, context) ->
                            new CallHistory(call(row, legs.getOrDefault(key(row), List.of())), instant(row, "closed")))
                    .list();
        });
    }

    private static List<String> key(ResultSet row) throws SQLException {
        return List.of(row.getString("call_id"), row.getString("from_tag"));
    }

    private static CallRow.LegRow leg(ResultSet row) throws SQLException {
        return new CallRow.LegRow(
                new UserId(row.getString("person")),
                Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
                Duration.ofMillis(row.getLong("rang")));
    }

    private static CallRow call(ResultSet row, List<CallRow.LegRow> legs) throws SQLException {
        var caller = new Caller(
                new DisplayName(row.getString("caller_name")),
                SipUri.parse(row.getString("caller_uri")),
                Optional.ofNullable(row.getString("caller_user")).map(UserId::new),
                row.getInt("withheld") == 1);
        var invite = new Invite(
                row.getString("call_id"),
                row.getString("from_tag"),
                caller,
                row.getString("dialled"),
                Instant.ofEpochMilli(row.getLong("arrived")),
                Optional.ofNullable(row.getString("ring_group")),
                Set.of(),
                Set.of(),
                Optional.ofNullable(row.getString("replaces")),
                false);
        return new CallRow(
                invite,
                row.getString("first_call_id"),
                row.getString("first_from_tag"),
                instant(row, "answered"),
                instant(row, "lease"),
                legs);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    /** Somebody is removed: what is taken up after a restart is not for the next one of that name. */
    public static void forget(UserId user, Handle tx) {
        tx.execute(FORGET_OPEN_LEGS, user.value());
        tx.execute(FORGET_OPEN_CALLER, user.value());
    }

    @Override
    public CompletionStage<Void> forget(Instant before) {
        return database.write(tx -> {
            tx.execute(FORGET_LEGS, before.toEpochMilli());
            tx.execute("DELETE FROM calls WHERE closed < ?", before.toEpochMilli());
            return null;
        });
    }
}
