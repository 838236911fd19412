package offhook.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class PublicationTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static PublicationRow row(String event, String user, String etag, long seconds) {
        return new PublicationRow(
                event,
                new UserId(user),
                etag,
                "<presence/>",
                NOON.plusSeconds(600),
                NOON.plusSeconds(seconds),
                user.equals("romeo"));
    }

    private static PublicationTable table(Database database) {
        database.migrate("sip-event");
        return new PublicationTable(database);
    }

    @OnEachDatabase
    void theyAreReadBackTheOldestFirst(Database database) {
        var table = table(database);
        var later = row("presence", "juliet", "a", 2);
        var earlier = row("presence", "romeo", "b", 1);
        table.replace(Optional.empty(), Optional.of(later));
        table.replace(Optional.empty(), Optional.of(earlier));
        table.replace(Optional.empty(), Optional.of(row("dialog", "juliet", "c", 1)));
        assertThat(table.open("presence", NOON)).containsExactly(earlier, later);
        assertThat(table.open("presence", NOON.plusSeconds(600))).isEmpty();
    }

    @OnEachDatabase
    void oneTakesThePlaceOfAnother(Database database) {
        var table = table(database);
        table.replace(Optional.empty(), Optional.of(row("presence", "juliet", "a", 1)));
        var next = row("presence", "juliet", "b", 2);
        table.replace(Optional.of("a"), Optional.of(next));
        assertThat(table.open("presence", NOON)).containsExactly(next);
        table.replace(Optional.of("b"), Optional.empty());
        assertThat(table.open("presence", NOON)).isEmpty();
    }

    @OnEachDatabase
    void whoIsRemovedLeavesNothing(Database database) {
        var table = table(database);
        var other = row("presence", "romeo", "b", 1);
        table.replace(Optional.empty(), Optional.of(row("presence", "juliet", "a", 1)));
        table.replace(Optional.empty(), Optional.of(other));
        database.write(tx -> {
            EventServer.forget(new UserId("juliet"), tx);
            return null;
        });
        assertThat(table.open("presence", NOON)).containsExactly(other);
    }
}
