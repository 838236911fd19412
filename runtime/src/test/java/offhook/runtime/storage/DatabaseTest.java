package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatabaseTest {

    private static Write<Integer> insert(String name) {
        return tx -> tx.execute("INSERT INTO person (name, seen) VALUES (?, ?)", name, 1L);
    }

    private static List<String> names(Database database) {
        return database.read(handle -> handle.createQuery("SELECT name FROM person ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    private static Optional<String> first(Database database) {
        return database.read(handle -> handle.select("SELECT name FROM person ORDER BY name")
                .mapTo(String.class)
                .findFirst());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @OnEachDatabase
    void aWriteIsReadAfterItsStage(Database database) {
        database.migrate("people");
        assertThat(join(database.write(insert("juliet")))).isEqualTo(1);
        assertThat(names(database)).containsExactly("juliet");
    }

    @OnEachDatabase
    void migratingTwiceAndTwoModulesIsFine(Database database) {
        database.migrate("people");
        database.migrate("people");
        database.migrate("call-rows");
        join(database.write(tx -> tx.execute("UPDATE person SET picture = ?", new byte[] {1})));
        long rows = database.read(handle ->
                handle.select("SELECT COUNT(*) FROM call_row").mapTo(Long.class).one());
        assertThat(rows).isZero();
    }

    @OnEachDatabase
    void aFailedWriteLeavesNothingAndTellsWhy(Database database) {
        database.migrate("people");
        join(database.write(insert("juliet")));
        var twice = database.write(tx -> {
            insert("romeo").run(tx);
            return insert("juliet").run(tx);
        });
        assertThatThrownBy(() -> join(twice)).hasMessageContaining("person");
        var ours = database.write(tx -> {
            insert("romeo").run(tx);
            throw new IllegalArgumentException("banished");
        });
        assertThatThrownBy(() -> join(ours)).hasRootCauseMessage("banished");
        assertThat(names(database)).containsExactly("juliet");
    }

    @OnEachDatabase
    void returningTellsWhatWasWritten(Database database) {
        database.migrate("people");
        var seen = join(database.write(tx -> tx.createQuery("INSERT INTO person (name, seen) VALUES (:name, 7)"
                        + " ON CONFLICT (name) DO UPDATE SET seen = person.seen + 1 RETURNING seen")
                .bind("name", "juliet")
                .mapTo(Long.class)
                .one()));
        assertThat(seen).isEqualTo(7);
    }

    @OnEachDatabase
    void aReaderSeesTheNewestCommitEvenAfterAnUnfinishedQuery(Database database) {
        database.migrate("people");
        join(database.write(insert("juliet")));
        join(database.write(insert("nurse")));
        for (var i = 0; i < 3; i++) {
            assertThat(first(database)).contains("juliet");
        }
        join(database.write(insert("benvolio")));
        assertThat(first(database)).contains("benvolio");
    }

    @OnEachDatabase
    void readersCannotWrite(Database database) {
        database.migrate("people");
        assertThatThrownBy(() -> database.read(handle -> handle.execute("DELETE FROM person")))
                .hasStackTraceContaining("read");
        assertThat(names(database)).isEmpty();
    }

    @OnEachDatabase
    void probesCommitAndAreCounted(Database database) {
        var before = database.commits();
        join(database.probe());
        join(database.probe());
        assertThat(database.commits() - before).isEqualTo(2);
        assertThat(database.commitP99()).isPositive();
        assertThat(database.waiting()).isZero();
    }

    @OnEachDatabase
    void afterCloseWritesFail(Database database) {
        database.close();
        assertThatThrownBy(() -> join(database.write(insert("juliet"))))
                .hasCauseInstanceOf(StorageFailure.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aGroupIsOneCommitAndOneFailureSpoilsNoOther() {
        var writer = new ArrayDeque<Runnable>();
        try (var database = TestDatabases.sqlite(writer::add)) {
            database.migrate("people");
            var stages = new ArrayList<CompletionStage<Integer>>();
            IntStream.range(0, 10).forEach(i -> stages.add(database.write(insert("person" + i % 8))));
            assertThat(writer).hasSize(1);
            assertThat(database.waiting()).isEqualTo(10);
            assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
            writer.remove().run();
            assertThat(stages.subList(0, 8)).allMatch(stage -> join(stage) == 1);
            assertThat(database.commits()).isEqualTo(1);
            assertThat(database.writes()).isEqualTo(10);
            assertThat(stages.subList(8, 10))
                    .allMatch(stage -> stage.toCompletableFuture().isCompletedExceptionally());
            assertThat(names(database)).hasSize(8);
        }
    }

    @Test
    void whatNobodyWaitsForSharesTheNextCommit() {
        var threads = Executors.newSingleThreadExecutor();
        var patient =
                new StorageConfig("", 2, Duration.ofSeconds(1)); // and a hundred times that for what is not urgent
        try (var database = Database.open(patient, TestDatabases.folder(), threads)) {
            database.migrate("people");
            long before = database.commits();
            var jotted = database.writeSoon(insert("juliet"));
            assertThat(jotted.toCompletableFuture()).isNotDone();
            join(database.write(insert("romeo")));
            assertThat(join(jotted)).isEqualTo(1);
            assertThat(database.commits() - before).isEqualTo(1);
            assertThat(names(database)).containsExactly("juliet", "romeo");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatNobodyWaitsForIsWrittenInTheEnd() {
        var threads = Executors.newSingleThreadExecutor();
        var folder = TestDatabases.folder();
        var patient = new StorageConfig("", 2, Duration.ofSeconds(1));
        try (var database = Database.open(patient, folder, threads)) {
            database.migrate("people");
            database.writeSoon(insert("juliet"));
        }
        var quick = new StorageConfig("", 2, Duration.ofMillis(1));
        try (var database = Database.open(quick, folder, threads)) {
            assertThat(names(database)).as("kept when the database was closed").containsExactly("juliet");
            join(database.writeSoon(insert("nurse"))); // and after a while without company
            assertThat(names(database)).hasSize(2);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aGroupHasItsLimit() {
        var writer = new ArrayDeque<Runnable>();
        try (var database = TestDatabases.sqlite(writer::add)) {
            database.migrate("people");
            IntStream.range(0, GroupCommit.LARGEST + 1).forEach(i -> database.write(insert("person" + i)));
            writer.remove().run();
            assertThat(database.commits()).isEqualTo(2);
            assertThat(names(database)).hasSize(GroupCommit.LARGEST + 1);
        }
    }

    @Test
    void aFullQueueRefuses() {
        var writer = new ArrayDeque<Runnable>();
        try (var database = TestDatabases.sqlite(writer::add)) {
            IntStream.range(0, GroupCommit.LIMIT).forEach(i -> database.write(tx -> i));
            var refused = database.write(tx -> 0);
            assertThatThrownBy(() -> join(refused))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Overloaded.class);
            writer.remove().run();
            var taken = database.write(tx -> 1);
            writer.remove().run();
            assertThat(join(taken)).isEqualTo(1);
        }
    }

    @Test
    void aWriterThatRefusesWritesNothingAndWorksAgainLater() {
        var open = new AtomicBoolean();
        Executor writer = task -> {
            if (!open.get()) {
                throw new RejectedExecutionException("closed");
            }
            task.run();
        };
        try (var database = TestDatabases.sqlite(writer)) {
            database.migrate("people");
            var refused = database.write(insert("refused"));
            assertThatThrownBy(() -> join(refused)).hasCauseInstanceOf(RejectedExecutionException.class);
            open.set(true);
            assertThat(join(database.write(insert("juliet")))).isEqualTo(1);
            assertThat(names(database)).containsExactly("juliet");
        }
    }

    @Test
    void closeCommitsWhatWaits() {
        var writer = new ArrayDeque<Runnable>();
        var database = TestDatabases.sqlite(writer::add);
        database.migrate("people");
        var stage = database.write(insert("juliet"));
        database.close();
        assertThat(join(stage)).isEqualTo(1);
        writer.remove().run(); // the writer comes too late and finds nothing
    }

    @Test
    void aWriteFromTheCompletionOfAnotherIsTaken() {
        try (var database = TestDatabases.sqlite()) {
            database.migrate("people");
            var both = database.write(insert("romeo")).thenCompose(one -> database.write(insert("juliet")));
            assertThat(join(both)).isEqualTo(1);
        }
    }

    @Test
    void postgresqlIsFoundAgainAfterItsConnectionsBroke() {
        try (var database = TestDatabases.postgresql()) {
            database.migrate("people");
            join(database.write(insert("juliet")));
            TestDatabases.cutPostgresql();
            assertThatThrownBy(() -> join(database.write(insert("lost"))))
                    .hasCauseInstanceOf(StorageFailure.class)
                    .hasMessageContaining("PostgreSQL at 127.0.0.1");
            assertThat(join(database.write(insert("romeo")))).isEqualTo(1);
            assertThat(names(database)).containsExactly("juliet", "romeo");
        }
    }
}
