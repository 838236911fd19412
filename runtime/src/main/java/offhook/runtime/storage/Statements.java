package offhook.runtime.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

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
        return with(tx, sql, values, PreparedStatement::executeUpdate);
    }

    /**
     * Reads rows.
     *
     * @param row makes something of the row at which the results stand
     * @param values as in {@link #update}
     * @throws UnableToExecuteStatementException as Jdbi throws it
     */
    public static <T> List<T> select(Handle handle, String sql, Step<ResultSet, T> row, Object... values) {
        try {
            return with(handle, sql, values, statement -> {
                var rows = new ArrayList<T>();
                try (var results = statement.executeQuery()) {
                    while (results.next()) {
                        rows.add(row.of(results));
                    }
                }
                return rows;
            });
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** Something that is done by JDBC. */
    @FunctionalInterface
    public interface Step<T, R> {

        R of(T from) throws SQLException;
    }

    private static <T> T with(Handle handle, String sql, Object[] values, Step<PreparedStatement, T> use)
            throws SQLException {
        if (handle.getStatementBuilder() instanceof StatementCache cache) {
            var statement = cache.take(handle.getConnection(), sql);
            try {
                bind(statement, values);
                return use.of(statement);
            } finally {
                cache.giveBack(sql, statement);
            }
        }
        try (var statement = handle.getConnection().prepareStatement(sql)) { // the driver of PostgreSQL keeps it
            bind(statement, values);
            return use.of(statement);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
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
