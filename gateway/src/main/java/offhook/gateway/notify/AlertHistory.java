package offhook.gateway.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;

/** What became of the alerts about an event, for questions. Safe to share. */
public record AlertHistory(Database database) {

    /**
     * An alert in one channel.
     *
     * @param due when there is something to do for it; empty for nothing
     * @param cause why the last attempt failed; empty if it did not
     */
    public record Told(
            UserId user,
            Channel channel,
            State state,
            Instant written,
            Optional<Instant> due,
            int attempts,
            Optional<String> cause) {}

    /** By Call-ID, the oldest first. Blocks on the read pool. */
    public List<Told> about(String event) {
        return database.read(handle -> new OutboxTable(handle).about(event)).stream()
                .map(entry -> new Told(
                        entry.notification().user(),
                        entry.channel(),
                        entry.state(),
                        entry.written(),
                        Optional.ofNullable(entry.due()),
                        entry.attempts(),
                        Optional.ofNullable(entry.cause())))
                .toList();
    }
}
