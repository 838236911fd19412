package offhook.runtime.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jdbi.v3.core.Handle;

/**
 * Statements that come with every call or stanza. Jdbi looks at each as if it were new, which costs more than the
 * database's own work; here a prepared one is bound and run, and nothing else. Safe to share, as a handle is not.
 */
public final class Statements {

    private Statements() {}

    /**
     * Changes rows.
     *
     * @param values for the question marks: String, Integer, Long, Double or null
     * @return how many rows it changed
     */
    public static int update(Handle tx, String sql, Object... values) throws SQLException {
        if (tx.getStatementBuilder() instanceof StatementCache cache) {
            var statement = cache.take(tx.getConnection(), sql);
            try {
                return run(statement, values);
            } finally {
                cache.giveBack(sql, statement);
            }
        }
        try (var statement = tx.getConnection().prepareStatement(sql)) { // the driver of PostgreSQL keeps it
            return run(statement, values);
        }
    }

    private static int run(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(at, text);
        } else if (value instanceof Long number) {
            statement.setLong(at, number);
        } else if (value instanceof Integer number) {
            statement.setInt(at, number);
        } else if (value instanceof Double number) {
            statement.setDouble(at, number);
        } else if (value == null) {
            statement.setNull(at, Types.NULL);
        } else {
            throw new IllegalArgumentException("no value of a column: " + value.getClass());
        }
    }
}
