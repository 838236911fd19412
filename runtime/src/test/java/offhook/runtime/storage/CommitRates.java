package offhook.runtime.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Measures, when started by hand, how many rows are committed and synced in a second in groups of several sizes. */
final class CommitRates {

    private static final long SPAN = TimeUnit.SECONDS.toNanos(3);

    private CommitRates() {}

    /** @param args the folder for the databases: its disk is what is measured */
    public static void main(String[] args) throws IOException {
        for (var group : new int[] {1, 4, 16, 64, 256, 1, 4, 16, 64, 256}) { // the first round is for the compiler
            measure(Files.createTempDirectory(Path.of(args[0]), "commit-rates"), group);
        }
    }

    private static void measure(Path data, int group) {
        var writer = new ArrayDeque<Runnable>();
        try (var database = Database.open(new StorageConfig("", 1, Duration.ZERO), data, writer::add)) {
            database.migrate("people");
            var before = database.commits();
            var rows = 0L;
            var cpu = cpuTime();
            var start = System.nanoTime();
            while (System.nanoTime() - start < SPAN) {
                for (var i = 0; i < group; i++) {
                    var name = "juliet@capulet.example/" + rows++;
                    database.write(tx -> tx.execute("INSERT INTO person (name, seen) VALUES (?, ?)", name, 1L));
                }
                writer.remove().run();
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d rows a commit: %,.0f rows/s, %,.0f commits/s, %.1f µs of CPU a row, commit p99 %.1f ms%n",
                    group,
                    rows / seconds,
                    (database.commits() - before) / seconds,
                    (cpuTime() - cpu) / 1e3 / rows,
                    database.commitP99().toNanos() / 1e6);
        }
    }

    private static long cpuTime() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
