package offhook.runtime.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL from Debian's package: its data in a temp folder, on a free port of the loopback, not synced. It ends with
 * this process, however that ends, since it hangs on a pipe.
 */
public final class PostgresqlServer implements AutoCloseable {

    /** Root cannot run a PostgreSQL: then it is the user postgres, whom the package has made. */
    private static final List<String> AS_POSTGRES = List.of("runuser", "-u", "postgres", "--");

    private static final String SCRIPT =
            """
            bin=$1 port=$2 commit=$3
            cd / && data=$(mktemp -d "${TMPDIR:-/tmp}/offhook-postgresql.XXXXXX") || exit 1
            trap 'rm -rf "$data"' EXIT
            "$bin/initdb" -D "$data/db" -A trust -U offhook -N --no-locale -E UTF8 >"$data/log" 2>&1 || cat "$data/log"
            start() {
                "$bin/postgres" -D "$data/db" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
                    -c fsync=off -c synchronous_commit=$commit -c full_page_writes=off -c shared_buffers=16MB \
                    -c max_connections=200 >"$data/log" 2>&1 &
                pid=$!
                until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
                    kill -0 "$pid" || { cat "$data/log"; exit 1; }
                    sleep 0.05
                done
                echo ready
            }
            start
            while read -r wanted && [ "$wanted" = again ]; do
                kill -QUIT "$pid"
                wait "$pid"
                echo ready
                read -r go
                start
            done
            kill -INT "$pid"
            wait "$pid"
            """;

    private static PostgresqlServer running;

    private final Process process;
    private final BufferedReader out;
    private final int port;
    private final AtomicInteger schemas = new AtomicInteger();

    private PostgresqlServer(Process process, BufferedReader out, int port) {
        this.process = process;
        this.out = out;
        this.port = port;
    }

    /** The one of this JVM, started when it is first asked for. */
    static synchronized PostgresqlServer get() {
        if (running == null) {
            running = start("off");
        }
        return running;
    }

    /** Ends at once and without a word to anybody, as in a crash; what is committed stays. */
    public void crash() {
        tell("again");
    }

    /** Is there again after a crash. */
    public void recover() {
        tell("go");
    }

    private void tell(String word) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(word)
                    .append('\n')
                    .flush();
            var said = awaitReady(out);
            if (said != null) {
                throw new IllegalStateException("PostgreSQL does not start:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close(); // its end
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The url of an empty schema. */
    public String newSchema() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the test run's PostgreSQL has ended");
        }
        var schema = "t" + schemas.incrementAndGet();
        var base = "127.0.0.1:" + port + "/postgres";
        try (var connection = DriverManager.getConnection("jdbc:postgresql://" + base, "offhook", null);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("the test run's PostgreSQL fails", e);
        }
        return "postgresql://offhook@" + base + "?currentSchema=" + schema;
    }

    /** Ends every connection, as a restart of the server does. */
    void dropConnections() {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "offhook", null);
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        } catch (SQLException e) {
            throw new IllegalStateException("the test run's PostgreSQL fails", e);
        }
    }

    /** Another one, which the test closes: whatever it has committed survives its crash. */
    public static PostgresqlServer start() {
        return start("on");
    }

    private static PostgresqlServer start(String waitingForCommits) {
        try {
            // Between the choice of a port and its use another process may take it: then once more.
            for (var attempt = 1; ; attempt++) {
                var port = FreePort.next();
                var command = new ArrayList<String>();
                if (System.getProperty("user.name").equals("root")) {
                    command.addAll(AS_POSTGRES);
                }
                command.addAll(
                        List.of("sh", "-c", SCRIPT, "postgresql", binaries().toString(), "" + port, waitingForCommits));
                var process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                var out = process.inputReader(StandardCharsets.UTF_8);
                var said = awaitReady(out);
                if (said == null) {
                    return new PostgresqlServer(process, out, port);
                }
                if (attempt == 3) {
                    throw new IllegalStateException("PostgreSQL does not start:\n" + said);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null when it is ready, otherwise what it said. */
    private static String awaitReady(BufferedReader out) throws IOException {
        var said = new StringBuilder();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("ready")) {
                return null;
            }
            said.append(line).append('\n');
        }
        return said.toString();
    }

    /** The newest version that is installed. */
    private static Path binaries() throws IOException {
        var installed = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(installed)) {
            try (var versions = Files.list(installed)) {
                var newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                        .max(Comparator.comparing(bin ->
                                Double.parseDouble(bin.getParent().getFileName().toString())));
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new IllegalStateException("The tests need a PostgreSQL of their own: apt-get install postgresql");
    }
}
