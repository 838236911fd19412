package offhook.runtime.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The table in which Flyway notes what it has done to the tables of a module; here it is only read. */
final class MigrationHistory {

    /** Stands for a row that is no file, or one that failed: equal to none. */
    private static final MigrationFile ANYTHING_ELSE = new MigrationFile("", 0);

    private MigrationHistory() {}

    static String table(String module) {
        return "schema_" + module.replace('-', '_');
    }

    /** What was carried out, in {@link MigrationFile#ORDER}; nothing if there is no such table. */
    static List<MigrationFile> read(Handle handle, String table) {
        if (!exists(handle, table)) {
            return List.of();
        }
        // A baseline is where Flyway began when other modules had tables already.
        var sql = "SELECT script, checksum, success, type FROM " + table + " WHERE type <> 'BASELINE'";
        return Statements.select(handle, sql, MigrationHistory::file).stream()
                .sorted(MigrationFile.ORDER)
                .toList();
    }

    private static MigrationFile file(ResultSet row) throws SQLException {
        return row.getBoolean("success") && row.getString("type").equals("SQL")
                ? new MigrationFile(row.getString("script"), row.getInt("checksum"))
                : ANYTHING_ELSE;
    }

    /** Asked first, since PostgreSQL would write an error to its log. */
    private static boolean exists(Handle handle, String table) {
        try {
            var connection = handle.getConnection();
            var schema = connection.getSchema();
            try (var tables = connection.getMetaData().getTables(null, schema, table, new String[] {"TABLE"})) {
                return tables.next();
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }
}
