package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed at once; what it acknowledged is there when the next one starts. */
class KilledTest {

    private static final int WRITERS = 24;

    @TempDir
    Path data;

    @Test
    @Timeout(60)
    void whatWasAcknowledgedSurvivesAKill() throws IOException {
        kill(2, 400);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedSurvivesManyKills() throws IOException {
        kill(30, 2_000);
    }

    private void kill(int rounds, int writes) throws IOException {
        var acknowledged = new HashSet<String>();
        for (var round = 0; round < rounds; round++) {
            acknowledged.addAll(writeUntilKilled("round" + round, writes));
            try (var database = Database.open(TestDatabases.sqliteConfig(), data, Runnable::run)) {
                var there = new HashSet<>(database.read(handle -> handle.select("SELECT name FROM person")
                        .mapTo(String.class)
                        .list()));
                var missing = new HashSet<>(acknowledged);
                missing.removeAll(there);
                assertThat(missing).isEmpty();
                // Each write is two rows in two tables: it is there as a whole or not at all.
                var calls = database.read(handle -> handle.select("SELECT id FROM call_row")
                        .mapTo(String.class)
                        .set());
                assertThat(calls).isEqualTo(there);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(rounds * writes);
    }

    private Set<String> writeUntilKilled(String name, int writes) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = new HashSet<String>();
        try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(name + ".") && line.endsWith("!")) {
                    acknowledged.add(line.substring(0, line.length() - 1));
                }
                if (acknowledged.size() == writes) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what is in the pipe was acknowledged too
                }
            }
        }
        return acknowledged;
    }

    /** Writes for ever from several sides and says each name after its commit. */
    static final class Victim {

        private final Database database;
        private final String name;
        private final AtomicLong count = new AtomicLong();

        private Victim(Database database, String name) {
            this.database = database;
            this.name = name;
        }

        public static void main(String[] args) {
            var config = new StorageConfig("", 1, Duration.ofMillis(2));
            var database = Database.open(config, Path.of(args[0]), Executors.newSingleThreadExecutor());
            List.of("people", "call-rows").forEach(database::migrate);
            var victim = new Victim(database, args[1]);
            for (var i = 0; i < WRITERS; i++) {
                victim.next();
            }
        }

        private void next() {
            var row = name + "." + count.incrementAndGet();
            database.write(tx -> tx.execute("INSERT INTO person (name, seen) VALUES (?, 1)", row)
                            + tx.execute("INSERT INTO call_row (id) VALUES (?)", row))
                    .thenRun(() -> {
                        System.out.println(row + "!"); // flushed with its line
                        next();
                    });
        }
    }
}
