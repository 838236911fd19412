package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.PostgresqlServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL dies in the midst of work, and comes back. */
@Timeout(120)
class PostgresqlRestartTest {

    @TempDir
    Path folder;

    /** What came of writes that were under way all the time. */
    private static final class Writing {

        final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger next = new AtomicInteger();
        private final Database database;

        Writing(Database database) {
            this.database = database;
        }

        /** Each begins when the one before is over, on the writer's own thread. */
        void begin() {
            int number = next.incrementAndGet();
            database.write(tx -> tx.execute("INSERT INTO person (name, seen) VALUES (?, ?)", "p" + number, number))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            acknowledged.add(number);
                        } else {
                            failures.add(failure);
                        }
                        if (!over.get()) {
                            begin();
                        }
                    });
        }

        void awaitMore() {
            int before = acknowledged.size();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + 20);
        }
    }

    private static List<Integer> stored(Database database) {
        return database.read(handle -> handle.createQuery("SELECT seen FROM person")
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void whatWasAcknowledgedIsThereAndAllGoesOn() {
        var writer = Executors.newSingleThreadExecutor();
        var log = Logged.byAnybody();
        try (var server = PostgresqlServer.start();
                var database = Database.open(new StorageConfig(server.newSchema(), 2, Duration.ZERO), folder, writer)) {
            database.migrate("people");
            assertThat(stored(database)).isEmpty();
            log.clear();
            var one = new Writing(database);
            one.begin();
            one.awaitMore();
            server.crash();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !one.failures.isEmpty());
            int whileAway = one.acknowledged.size();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> stored(database))
                        .isInstanceOf(StorageFailure.class)
                        .hasMessageContaining("PostgreSQL at 127.0.0.1");
            }
            assertThat(one.acknowledged).hasSize(whileAway);
            server.recover();
            one.awaitMore();
            one.over.set(true);
            database.probe().toCompletableFuture().join();
            var all = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> new HashSet<>(stored(database)), found -> true);
            assertThat(all).containsAll(one.acknowledged);
            assertThat(one.failures).allMatch(StorageFailure.class::isInstance);
        } finally {
            log.close();
            writer.shutdown();
        }
        assertThat(log.events().stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .filter(event -> !event.getLoggerName().startsWith("com.zaxxer"))
                        .map(event -> event.getFormattedMessage().replaceFirst("[:;] .*", "")))
                .containsExactlyInAnyOrder("Writes fail", "Reads fail", "Writes work again", "Reads work again");
    }
}
