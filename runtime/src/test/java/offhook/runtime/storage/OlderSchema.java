package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** A database as an earlier version of a module left it, with a row in each table: what becomes of it in this version. */
public final class OlderSchema {

    private static final Path FILES = Path.of("src/main/resources/db");
    private static final Pattern VERSION = Pattern.compile("V([0-9]+)__.*\\.sql");

    private OlderSchema() {}

    /** The folders with the migrations of the Maven module whose tests run. */
    public static Set<String> folders() {
        try (var folders = Files.list(FILES)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int newest(String module) {
        try (var files = Files.walk(FILES.resolve(module))) {
            return files.map(file -> VERSION.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whatever the version of before, each row is there afterwards, with the same in each column that still is.
     *
     * @param database empty
     * @param modules the last is looked at, and is brought up to date when those before it are
     */
    public static void rowsSurvive(Database database, String... modules) {
        var module = modules[modules.length - 1];
        for (int version = 1; version <= newest(module); version++) {
            clear(database);
            List.of(modules).subList(0, modules.length - 1).forEach(other -> bringUpToDate(database, other));
            database.migrate(module, Integer.toString(version));
            done(database, tx -> {
                columns(tx).forEach((table, columns) -> fill(tx, table, columns));
                return null;
            });
            var before = database.read(OlderSchema::rows);
            bringUpToDate(database, module);
            var after = database.read(OlderSchema::rows);
            var from = module + " from version " + version;
            for (var table : before.entrySet()) {
                assertThat(after).as(from).containsKey(table.getKey());
                var now = after.get(table.getKey());
                assertThat(now).as(from + ": " + table.getKey()).isNotEmpty();
                table.getValue().forEach((column, value) -> {
                    if (now.containsKey(column)) {
                        assertThat(now).as(from + ": " + table.getKey()).containsEntry(column, value);
                    }
                });
            }
        }
    }

    /** As a start does: a database that is open looks at a module once. */
    private static void bringUpToDate(Database database, String module) {
        database.migrate(module, Migrations.NEWEST);
    }

    private static <T> T done(Database database, Write<T> write) {
        return database.write(write).toCompletableFuture().join();
    }

    private static void clear(Database database) {
        done(database, tx -> {
            all(tx).keySet().forEach(table -> tx.execute("DROP TABLE " + table));
            return null;
        });
    }

    /** Tables with their columns and the types of these. */
    private static Map<String, Map<String, Integer>> all(Handle tx) {
        var found = new TreeMap<String, Map<String, Integer>>();
        try {
            var schema = tx.getConnection().getSchema();
            var about = tx.getConnection().getMetaData();
            try (var tables = about.getTables(null, schema, "%", new String[] {"TABLE"})) {
                while (tables.next()) {
                    found.put(tables.getString("TABLE_NAME"), new LinkedHashMap<>());
                }
            }
            for (var table : found.entrySet()) {
                try (var columns = about.getColumns(null, schema, table.getKey(), "%")) {
                    while (columns.next()) {
                        table.getValue().put(columns.getString("COLUMN_NAME"), columns.getInt("DATA_TYPE"));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static Map<String, Map<String, Integer>> columns(Handle tx) {
        var found = all(tx);
        found.keySet().removeIf(table -> table.startsWith("schema_"));
        return found;
    }

    /** One row; where a migration has put one, that. */
    private static void fill(Handle tx, String table, Map<String, Integer> columns) {
        var places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        var values = columns.values().stream().map(OlderSchema::value).toArray();
        tx.execute(
                "INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES (" + places
                        + ") ON CONFLICT DO NOTHING",
                values);
    }

    private static Object value(int type) {
        return switch (type) {
            case Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR, Types.CLOB -> "1";
            case Types.BLOB, Types.BINARY, Types.VARBINARY -> new byte[] {1};
            case Types.DOUBLE, Types.REAL, Types.FLOAT -> 1.0;
            case Types.BOOLEAN, Types.BIT -> true;
            default -> 1;
        };
    }

    /** The one row of each table, as text; empty for a table without. */
    private static Map<String, Map<String, String>> rows(Handle handle) {
        var found = new TreeMap<String, Map<String, String>>();
        for (var table : columns(handle).entrySet()) {
            found.put(
                    table.getKey(),
                    handle.createQuery("SELECT * FROM " + table.getKey())
                            .map((row, context) -> {
                                Map<String, String> texts = new LinkedHashMap<>();
                                for (var column : table.getValue().keySet()) {
                                    texts.put(column, row.getString(column));
                                }
                                return texts;
                            })
                            .findFirst()
                            .orElse(Map.of()));
        }
        return found;
    }
}
