package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatementsTest {

    private static final String NAMES = "SELECT name FROM person WHERE seen >= ? ORDER BY name";

    private static List<String> names(Database database, long since) {
        return database.read(handle -> Statements.select(handle, NAMES, row -> row.getString(1), since));
    }

    private static void insert(Database database, String name, long seen) {
        database.write(tx -> Statements.update(tx, "INSERT INTO person (name, seen) VALUES (?, ?)", name, seen))
                .toCompletableFuture()
                .join();
    }

    @OnEachDatabase
    void rowsAreReadInTheirOrder(Database database) {
        database.migrate("people");
        assertThat(names(database, 0)).isEmpty();
        insert(database, "romeo", 2);
        insert(database, "juliet", 1);
        assertThat(names(database, 0)).containsExactly("juliet", "romeo");
        assertThat(names(database, 2)).containsExactly("romeo");
    }

    @OnEachDatabase
    void eachTimeItSeesTheNewestCommit(Database database) {
        database.migrate("people");
        insert(database, "juliet", 1);
        assertThat(names(database, 0)).hasSize(1);
        insert(database, "nurse", 1);
        assertThat(names(database, 0)).hasSize(2);
    }

    @OnEachDatabase
    void aMistakeIsToldAndTheStatementIsUsableAgain(Database database) {
        database.migrate("people");
        insert(database, "juliet", 1);
        assertThatThrownBy(() -> database.read(handle -> Statements.select(handle, "SELECT * FROM nobody", row -> 1)))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> database.read(handle -> Statements.select(
                        handle,
                        NAMES,
                        row -> {
                            throw new IllegalArgumentException("no such person");
                        },
                        0L)))
                .hasMessage("no such person");
        assertThat(names(database, 0)).containsExactly("juliet");
    }
}
