package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.runtime.testing.TestDatabases;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the writes of one group when one of them fails, those that may be run again and others. */
class SavepointsTest {

    private final ArrayDeque<Runnable> writer = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(writer::add);
        database.migrate("people");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int insert(String name, Handle tx) {
        happened.add(name);
        return tx.execute("INSERT INTO person (name, seen) VALUES (?, ?)", name, 1L);
    }

    private CompletionStage<Integer> once(String name) {
        return database.write(tx -> insert(name, tx));
    }

    private CompletionStage<Integer> repeatably(String name) {
        return database.write(new RepeatableWrite<Integer>() {
            @Override
            public Integer run(Handle tx) {
                return insert(name, tx);
            }

            @Override
            public void undone() {
                happened.add('-' + name);
            }
        });
    }

    private List<String> names() {
        return database.read(handle -> handle.createQuery("SELECT name FROM person ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    private static int join(CompletionStage<Integer> stage) {
        return stage.toCompletableFuture().join();
    }

    private void commit() {
        writer.remove().run();
        assertThat(database.commits()).as("one for all").isEqualTo(1);
    }

    @Test
    void whatGoesWellIsRunOnce() {
        var stages = List.of(repeatably("juliet"), repeatably("romeo"), once("nurse"), repeatably("tybalt"));
        commit();
        assertThat(stages).allMatch(stage -> join(stage) == 1);
        assertThat(happened).containsExactly("juliet", "romeo", "nurse", "tybalt");
        assertThat(names()).hasSize(4);
    }

    @Test
    void besideOneThatFailsTheOthersAreRunAgain() {
        var first = repeatably("juliet");
        var failing = repeatably("juliet");
        var last = repeatably("romeo");
        commit();
        assertThat(join(first)).isEqualTo(1);
        assertThatThrownBy(() -> join(failing)).hasMessageContaining("person");
        assertThat(join(last)).isEqualTo(1);
        assertThat(happened)
                .containsExactly("juliet", "juliet", "-juliet", "-juliet", "-romeo", "juliet", "juliet", "romeo");
        assertThat(names()).containsExactly("juliet", "romeo");
    }

    @Test
    void whatMayNotBeRunAgainIsNot() {
        var before = once("nurse");
        var some = List.of(repeatably("juliet"), repeatably("nurse"));
        var after = once("romeo");
        commit();
        assertThat(join(before) + join(some.get(0)) + join(after)).isEqualTo(3);
        assertThat(some.get(1).toCompletableFuture()).isCompletedExceptionally();
        assertThat(happened.stream().filter("nurse"::equals))
                .as("twice in vain")
                .hasSize(3);
        assertThat(happened.stream().filter("romeo"::equals)).hasSize(1);
        assertThat(names()).containsExactly("juliet", "nurse", "romeo");
    }

    @Test
    void oneThatMayNotBeRunAgainFailsByItself() {
        var stages = List.of(repeatably("juliet"), once("juliet"), repeatably("romeo"), repeatably("nurse"));
        commit();
        assertThat(stages.get(1).toCompletableFuture()).isCompletedExceptionally();
        assertThat(happened).as("nothing else is touched").containsExactly("juliet", "juliet", "romeo", "nurse");
        assertThat(names()).containsExactly("juliet", "nurse", "romeo");
    }

    @Test
    void orderStaysAsItWas() {
        var written = repeatably("juliet");
        var removed = database.write(tx -> tx.execute("DELETE FROM person WHERE name = 'juliet'"));
        var again = repeatably("juliet");
        commit();
        assertThat(join(written) + join(removed) + join(again)).isEqualTo(3);
        assertThat(names()).containsExactly("juliet");
    }
}
