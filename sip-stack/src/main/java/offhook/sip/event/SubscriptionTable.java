package offhook.sip.event;

import java.net.InetSocketAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.sip.agent.Dialog;
import offhook.sip.message.Host;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import org.jdbi.v3.core.Handle;

/** The subscriptions in the database: table {@code subscriptions}. */
record SubscriptionTable(Database database) implements SubscriptionStore {

    private static final String PUT =
            """
            INSERT INTO subscriptions (call_id, local_tag, remote_tag, local, remote, local_seq, remote_seq, target,
                routes, secure, event, event_id, watched, watcher, expires, protocol, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (call_id, local_tag, remote_tag) DO UPDATE SET
                local_seq = excluded.local_seq, remote_seq = excluded.remote_seq, target = excluded.target,
                expires = excluded.expires, protocol = excluded.protocol, source = excluded.source""";

    @Override
    public CompletionStage<Void> put(SubscriptionRow row) {
        var dialog = row.dialog();
        var id = dialog.id();
        var source = row.source();
        return database.write(tx -> {
            tx.execute(
                    PUT,
                    id.callId(),
                    id.localTag(),
                    id.remoteTag(),
                    dialog.local().toString(),
                    dialog.remote().toString(),
                    dialog.localSeq(),
                    dialog.remoteSeq(),
                    dialog.target().toString(),
                    String.join("\n", dialog.routes()),
                    dialog.secure() ? 1 : 0,
                    row.event().name(),
                    row.event().id().orElse(null),
                    row.watched().value(),
                    row.watcher().map(UserId::value).orElse(null),
                    row.expires().toEpochMilli(),
                    row.protocol().name(),
                    Host.of(source.getAddress()) + ':' + source.getPort());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(Dialog.Id id) {
        return database.write(tx -> {
            tx.execute(
                    "DELETE FROM subscriptions WHERE call_id = ? AND local_tag = ? AND remote_tag = ?",
                    id.callId(),
                    id.localTag(),
                    id.remoteTag());
            return null;
        });
    }

    static void forget(UserId user, Handle tx) {
        tx.execute("DELETE FROM subscriptions WHERE watched = ? OR watcher = ?", user.value(), user.value());
    }

    @Override
    public List<SubscriptionRow> open(Instant now) {
        database.write(tx -> tx.execute("DELETE FROM subscriptions WHERE expires <= ?", now.toEpochMilli()))
                .toCompletableFuture()
                .join();
        return database.read(db -> db.createQuery("SELECT * FROM subscriptions ORDER BY call_id, local_tag, remote_tag")
                .map((row, context) -> row(row))
                .list());
    }

    private static SubscriptionRow row(ResultSet row) throws SQLException {
        var routes = row.getString("routes");
        var dialog = new Dialog(
                row.getString("call_id"),
                NameAddr.parse(row.getString("local")),
                NameAddr.parse(row.getString("remote")),
                row.getLong("local_seq"),
                row.getLong("remote_seq"),
                Uri.parse(row.getString("target")),
                routes.isEmpty() ? List.of() : List.of(routes.split("\n")),
                row.getInt("secure") != 0);
        return new SubscriptionRow(
                dialog,
                new EventHeader(row.getString("event"), Optional.ofNullable(row.getString("event_id"))),
                new UserId(row.getString("watched")),
                Optional.ofNullable(row.getString("watcher")).map(UserId::new),
                Instant.ofEpochMilli(row.getLong("expires")),
                Protocol.valueOf(row.getString("protocol")),
                address(row.getString("source")));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                Host.literal(text.substring(0, colon)).orElseThrow(), Integer.parseInt(text.substring(colon + 1)));
    }
}
