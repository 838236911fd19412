package offhook.sip.registrar;

import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.RepeatableWrite;
import offhook.runtime.storage.Statements;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import org.jdbi.v3.core.Handle;

/** The bindings in the database: table {@code bindings}. */
record BindingTable(Database database) implements BindingStore {

    private static final String PUT =
            """
            INSERT INTO bindings (person, aor, slot, uri, contact, q, expires, refreshed, call_id, cseq, path,
                protocol, received, instance, reg_id, series)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (person, aor, slot) DO UPDATE SET
                uri = excluded.uri, contact = excluded.contact, q = excluded.q, expires = excluded.expires,
                refreshed = excluded.refreshed, call_id = excluded.call_id, cseq = excluded.cseq,
                path = excluded.path, protocol = excluded.protocol, received = excluded.received,
                instance = excluded.instance, reg_id = excluded.reg_id, series = excluded.series""";

    @Override
    public CompletionStage<Void> change(BindingChange change) {
        RepeatableWrite<Void> write = tx -> {
            for (var binding : change.removed()) {
                Statements.update(
                        tx,
                        "DELETE FROM bindings WHERE person = ? AND aor = ? AND slot = ?",
                        binding.user().value(),
                        binding.aor(),
                        binding.slot());
            }
            for (var binding : change.put()) {
                Statements.update(
                        tx,
                        PUT,
                        binding.user().value(),
                        binding.aor(),
                        binding.slot(),
                        binding.uri().toString(),
                        binding.contact(),
                        binding.q(),
                        binding.expires().toEpochMilli(),
                        binding.refreshed().toEpochMilli(),
                        binding.callId(),
                        binding.cseq(),
                        String.join("\n", binding.path()),
                        binding.protocol().name(),
                        Host.of(binding.received().getAddress())
                                + ':'
                                + binding.received().getPort(),
                        binding.device().instance(),
                        binding.device().regId(),
                        binding.device().series());
            }
            return null;
        };
        return database.write(write);
    }

    static void forget(UserId user, Handle tx) {
        tx.execute("DELETE FROM bindings WHERE person = ?", user.value());
    }

    @Override
    public CompletionStage<Void> expire(Instant now) {
        return database.write(tx -> {
            tx.execute("DELETE FROM bindings WHERE expires <= ?", now.toEpochMilli());
            return null;
        });
    }

    @Override
    public List<Binding> all() {
        return database.read(db -> db.createQuery("SELECT * FROM bindings ORDER BY person, aor, slot")
                .map((row, context) -> binding(row))
                .list());
    }

    private static Binding binding(ResultSet row) throws SQLException {
        var path = row.getString("path");
        return new Binding(
                new UserId(row.getString("person")),
                row.getString("aor"),
                Uri.parse(row.getString("uri")),
                row.getString("contact"),
                row.getDouble("q"),
                Instant.ofEpochMilli(row.getLong("expires")),
                row.getString("call_id"),
                row.getLong("cseq"),
                path.isEmpty() ? List.of() : List.of(path.split("\n")),
                Protocol.valueOf(row.getString("protocol")),
                address(row.getString("received")),
                Optional.empty(),
                new Device(row.getString("instance"), row.getInt("reg_id"), row.getString("series")),
                Instant.ofEpochMilli(row.getLong("refreshed")));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                Host.literal(text.substring(0, colon)).orElseThrow(), Integer.parseInt(text.substring(colon + 1)));
    }
}
