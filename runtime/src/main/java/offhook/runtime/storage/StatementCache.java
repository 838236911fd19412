package offhook.runtime.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps the prepared statements of one connection of SQLite, whose driver has no cache of its own. */
final class StatementCache extends DefaultStatementBuilder {

    private static final int LARGEST = 256;

    /** Those not in use, the one longest unused first. */
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    /** To be given back. */
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        var kept = idle.remove(sql);
        return kept == null ? connection.prepareStatement(sql) : kept;
    }

    void giveBack(String sql, PreparedStatement statement) throws SQLException {
        var results = statement.getResultSet();
        if (results != null) {
            results.close(); // an open one would hold the reader at its old snapshot
        }
        statement.clearParameters();
        var other = idle.put(sql, statement);
        if (other != null) {
            other.close();
        }
        if (idle.size() > LARGEST) {
            var eldest = idle.values().iterator();
            var statementToClose = eldest.next();
            eldest.remove();
            statementToClose.close();
        }
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        var kept = context.isReturningGeneratedKeys() || context.isConcurrentUpdatable() ? null : idle.remove(sql);
        return kept == null ? super.create(connection, sql, context) : kept;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (sql == null || !(statement instanceof PreparedStatement prepared) || prepared.isClosed()) {
            super.close(connection, sql, statement);
            return;
        }
        giveBack(sql, prepared);
    }

    @Override
    public void close(Connection connection) {
        idle.clear(); // the connection closes its statements
    }
}
