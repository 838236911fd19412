package offhook.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.agent.Dialog;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;

class SubscriptionTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static SubscriptionRow row(String callId, String watched, String watcher, long seconds, String... routes)
            throws UnknownHostException {
        var dialog = new Dialog(
                callId,
                NameAddr.parse("<sip:juliet@capulet.example>;tag=j"),
                NameAddr.parse("\"Nurse\" <sip:nurse@capulet.example>;tag=n"),
                64,
                2,
                Uri.parse("sip:nurse@192.0.2.3;transport=tcp"),
                List.of(routes),
                routes.length == 0);
        return new SubscriptionRow(
                dialog,
                new EventHeader("dialog", routes.length == 0 ? Optional.empty() : Optional.of("7")),
                new UserId(watched),
                Optional.ofNullable(watcher).map(UserId::new),
                NOON.plusSeconds(seconds),
                Protocol.TCP,
                new InetSocketAddress(InetAddress.getByName("2001:db8::3"), 40000));
    }

    private static SubscriptionTable table(Database database) {
        database.migrate("sip-event");
        return new SubscriptionTable(database);
    }

    @OnEachDatabase
    void theyAreReadBackAsTheyWereWritten(Database database) throws UnknownHostException {
        var table = table(database);
        var first = row("a", "juliet", "nurse", 60);
        var second = row("b", "juliet", null, 60, "<sip:near;lr>", "<sip:far;lr>");
        table.put(first);
        table.put(second);
        assertThat(table.open(NOON)).containsExactly(first, second);
        table.remove(first.dialog().id());
        assertThat(table.open(NOON)).containsExactly(second);
    }

    @OnEachDatabase
    void aRefreshReplacesWhatItChanges(Database database) throws UnknownHostException {
        var table = table(database);
        table.put(row("a", "juliet", "nurse", 60));
        var later = row("a", "juliet", "nurse", 600);
        table.put(later);
        assertThat(table.open(NOON)).containsExactly(later);
    }

    @OnEachDatabase
    void whatHasExpiredIsForgotten(Database database) throws UnknownHostException {
        var table = table(database);
        table.put(row("a", "juliet", "nurse", 60));
        assertThat(table.open(NOON.plusSeconds(60))).isEmpty();
        assertThat(table.open(NOON)).isEmpty();
    }

    @OnEachDatabase
    void whoIsRemovedLeavesNothing(Database database) throws UnknownHostException {
        var table = table(database);
        table.put(row("a", "juliet", "nurse", 60));
        table.put(row("b", "nurse", "juliet", 60));
        var other = row("c", "romeo", "nurse", 60);
        table.put(other);
        database.write(tx -> {
            EventServer.forget(new UserId("juliet"), tx);
            return null;
        });
        assertThat(table.open(NOON)).containsExactly(other);
    }
}
