package offhook.runtime.storage;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Runs the writes of a group in its transaction, one after the other, so that one which fails spoils no other. Writes side
 * by side that may be run again share a savepoint; every other one has its own.
 *
 * @param tx open
 */
record Savepoints(Engine engine, Handle tx) {

    /** Throws what ails the whole database, and what a write threw that is alone. */
    void run(List<Operation<?>> group) throws Throwable {
        if (group.size() == 1) {
            runAlone(group.get(0));
            return;
        }
        int from = 0;
        while (from < group.size()) {
            int to = from + 1;
            while (to < group.size()
                    && group.get(from).isRepeatable()
                    && group.get(to).isRepeatable()) {
                to++;
            }
            runTogether(group.subList(from, to));
            from = to;
        }
    }

    private void runAlone(Operation<?> operation) throws Throwable {
        operation.run(tx);
        if (operation.failure() != null) {
            throw operation.failure();
        }
    }

    /** When one of them fails, each is run again with a savepoint of its own. */
    private void runTogether(List<Operation<?>> some) throws Throwable {
        statement("SAVEPOINT one");
        var failure = firstFailure(some);
        if (failure != null) {
            if (engine.failure(failure) != null) {
                throw failure;
            }
            statement("ROLLBACK TO SAVEPOINT one");
        }
        statement("RELEASE SAVEPOINT one");
        if (failure != null && some.size() > 1) {
            some.forEach(Operation::undo);
            for (int i = 0; i < some.size(); i++) {
                runTogether(some.subList(i, i + 1));
            }
        }
    }

    /** Runs one after the other until one fails; says null when none does. */
    private Throwable firstFailure(List<Operation<?>> some) {
        for (var operation : some) {
            operation.run(tx);
            if (operation.failure() != null) {
                return operation.failure();
            }
        }
        return null;
    }

    private void statement(String sql) throws SQLException {
        Statements.update(tx, sql);
    }
}
