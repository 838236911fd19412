package offhook.sip.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;

/** The last calls of a person, from the tables {@code calls} and {@code call_legs}. Safe to share. */
public record RecentCalls(Database database) {

    private static final String COLUMNS =
            """
            SELECT c.first_call_id, c.first_from_tag, c.arrived, c.caller_name, c.caller_uri, c.caller_user, c.withheld,
                c.dialled, c.answered, c.closed, l.outcome FROM calls c""";

    private static final String MADE = COLUMNS
            + """
             LEFT JOIN call_legs l ON l.call_id = c.call_id AND l.from_tag = c.from_tag
            WHERE c.caller_user = ? AND c.closed IS NOT NULL ORDER BY c.arrived DESC LIMIT ?""";

    private static final String RECEIVED = COLUMNS
            + """
             JOIN call_legs l ON l.call_id = c.call_id AND l.from_tag = c.from_tag
            WHERE l.person = ? AND c.closed IS NOT NULL ORDER BY c.arrived DESC LIMIT ?""";

    /** A call has a row for each of its INVITEs, and each of its legs. */
    private static final int ROWS_EACH = 4;

    private record Row(String callId, String fromTag, RecentCall call) {

        List<String> key() {
            return List.of(callId, fromTag);
        }
    }

    /** Those that are over, the last one first. Blocks. */
    public List<RecentCall> of(UserId person, int most) {
        return database.read(db -> {
            var rows = Stream.of(MADE, RECEIVED)
                    .flatMap(query -> db
                            .createQuery(query)
                            .bind(0, person.value())
                            .bind(1, most * ROWS_EACH)
                            .map((row, context) -> row(row, query.equals(MADE)))
                            .list()
                            .stream())
                    .toList();
            return newest(rows, most);
        });
    }

    /** Of each call what says most: that somebody answered, if anybody did. A call to oneself is one that was made. */
    private static List<RecentCall> newest(List<Row> rows, int most) {
        var known = new HashSet<List<String>>();
        var calls = new ArrayList<RecentCall>();
        rows.stream()
                .sorted(Comparator.<Row, Boolean>comparing(
                                row -> row.call.talked().isEmpty())
                        .thenComparing(row -> !row.call.outgoing())
                        .thenComparing(row -> row.call.outcome().orElse(Outcome.IGNORED)))
                .filter(row -> known.add(row.key()))
                .map(Row::call)
                .forEach(calls::add);
        calls.sort(Comparator.comparing(RecentCall::at).reversed());
        return List.copyOf(calls.subList(0, Math.min(most, calls.size())));
    }

    private static Row row(ResultSet row, boolean outgoing) throws SQLException {
        var caller = new Caller(
                new DisplayName(row.getString("caller_name")),
                SipUri.parse(row.getString("caller_uri")),
                Optional.ofNullable(row.getString("caller_user")).map(UserId::new),
                row.getInt("withheld") == 1);
        var answered = instant(row, "answered");
        var closed = instant(row, "closed");
        var outcome = Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf);
        boolean talked = answered.isPresent()
                && (outgoing || outcome.filter(Outcome.ANSWERED::equals).isPresent());
        return new Row(
                row.getString("first_call_id"),
                row.getString("first_from_tag"),
                new RecentCall(
                        Instant.ofEpochMilli(row.getLong("arrived")),
                        outgoing,
                        caller,
                        row.getString("dialled"),
                        outcome,
                        talked ? closed.map(end -> Duration.between(answered.get(), end)) : Optional.empty()));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long at = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }
}
