package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import offhook.gateway.command.OffhookCommand;
import offhook.gateway.command.Terminal;
import offhook.runtime.config.Config;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageConfig;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps the server from starting: a clear line for each mistake, an exit code, never a stack trace. */
@Timeout(120)
class StartFailuresTest {

    private static final String GOOD =
            """
            domain = "capulet.example"
            [sip]
            listen = ["udp:127.0.0.1:0", "tcp:127.0.0.1:0"]
            [xmpp]
            listen = ["127.0.0.1:0"]
            [ops]
            http = "127.0.0.1:0"
            """;

    @TempDir
    Path folder;

    /** Prepares the folder and returns the configuration; what it opens is closed behind the test. */
    private interface Trouble {
        String in(Path folder, List<AutoCloseable> open) throws Exception;
    }

    private record Case(String name, int exitCode, List<String> lines, Trouble trouble) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case trouble(String name, int exitCode, String line, Trouble trouble) {
        return new Case(name, exitCode, List.of(line), trouble);
    }

    static Stream<Case> cases() {
        return Stream.of(
                trouble(
                        "a busy TCP port of phones",
                        1,
                        "offhook: \\[sip\\] listen: .*tcp:127.0.0.1:PORT.*in use.*",
                        (folder, open) -> GOOD.replace("tcp:127.0.0.1:0", "tcp:127.0.0.1:" + tcp(open))),
                trouble(
                        "a busy UDP port of phones",
                        1,
                        "offhook: \\[sip\\] listen: .*udp:127.0.0.1:PORT.*in use.*",
                        (folder, open) -> GOOD.replace("udp:127.0.0.1:0", "udp:127.0.0.1:" + udp(open))),
                trouble(
                        "a busy port of chat clients",
                        1,
                        "offhook: \\[xmpp\\] listen: .*127.0.0.1:PORT.*another program has this port.*",
                        (folder, open) -> GOOD.replace("[\"127.0.0.1:0\"]", "[\"127.0.0.1:" + tcp(open) + "\"]")),
                trouble(
                        "a busy port of the web server",
                        1,
                        "offhook: \\[http\\] listen: .*127.0.0.1:PORT.*another program has this port.*",
                        (folder, open) -> GOOD + "[http]\nlisten = [\"tls:127.0.0.1:" + tcp(open) + "\"]\n"),
                trouble(
                        "a busy port of operations",
                        1,
                        "offhook: \\[ops\\] http: .*127.0.0.1:PORT.*another program has this port.*",
                        (folder, open) ->
                                GOOD.replace("http = \"127.0.0.1:0\"", "http = \"127.0.0.1:" + tcp(open) + '"')),
                trouble("a certificate that is none", 1, "offhook: \\[tls\\] .*certificate.pem.*", (folder, open) -> {
                    Files.writeString(folder.resolve("certificate.pem"), "not a certificate");
                    Files.writeString(folder.resolve("key.pem"), "nor a key");
                    return GOOD + "[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n";
                }),
                trouble(
                        "certificates to trust that are none",
                        1,
                        "offhook: \\[mail\\] trust: .*trust.pem.*",
                        (folder, open) -> {
                            Files.writeString(folder.resolve("trust.pem"), "not a certificate");
                            return GOOD + "[mail]\nsmtp = \"smtp://127.0.0.1:1\"\nfrom = \"a@b.example\"\n"
                                    + "trust = \"trust.pem\"\n";
                        }),
                trouble(
                        "a data folder that cannot be written",
                        1,
                        "offhook: .*data folder .*data.*",
                        (folder, open) -> {
                            Files.writeString(folder.resolve("data"), "a file stands in its place");
                            return GOOD;
                        }),
                trouble(
                        "a database that somebody else has locked",
                        1,
                        "offhook: .*(locked|in use|busy).*",
                        (folder, open) -> {
                            Database.open(Config.defaults(StorageConfig.class), folder.resolve("data"), Runnable::run)
                                    .close();
                            var file = databaseIn(folder.resolve("data"));
                            var other = DriverManager.getConnection("jdbc:sqlite:" + file);
                            open.add(other);
                            try (var statement = other.createStatement()) {
                                statement.execute("PRAGMA locking_mode = EXCLUSIVE");
                                statement.execute("BEGIN EXCLUSIVE");
                            }
                            return GOOD;
                        }),
                trouble(
                        "a data folder that another server uses",
                        1,
                        "offhook: The data folder .* is in use: another Offhook runs with it.*",
                        (folder, open) -> {
                            open.add(Database.open(
                                    Config.defaults(StorageConfig.class), folder.resolve("data"), Runnable::run));
                            return GOOD;
                        }),
                trouble(
                        "a database of a newer version",
                        1,
                        "offhook: A newer Offhook has written this database .*",
                        (folder, open) -> {
                            try (var database = Database.open(
                                    Config.defaults(StorageConfig.class), folder.resolve("data"), Runnable::run)) {
                                database.migrate("gateway");
                                database.write(tx -> tx.execute("INSERT INTO schema_gateway SELECT installed_rank + 98,"
                                                + " '99', 'later', type, script, checksum, installed_by, installed_on,"
                                                + " execution_time, success FROM schema_gateway"
                                                + " WHERE installed_rank = 1"))
                                        .toCompletableFuture()
                                        .join();
                            }
                            return GOOD;
                        }),
                new Case(
                        "a configuration with several mistakes",
                        2,
                        List.of(
                                ".*offhook.toml:2:1: .*domian.*domain.*",
                                ".*offhook.toml:4:1: .*settel.*settle.*",
                                ".*offhook.toml:6:\\d+: .*text.*",
                                ".*offhook.toml:8:\\d+: .*after.*"),
                        (folder, open) -> "# several mistakes\ndomian = \"x\"\n[sip]\nsettel = \"2s\"\n[presence]\n"
                                + "text = 5\n[missed_calls]\nafter = \"soon\"\n"),
                trouble(
                        "a configuration that is no TOML",
                        2,
                        ".*offhook.toml:1:\\d+: .*",
                        (folder, open) -> "domain = \n"),
                trouble(
                        "a list of people that is not there",
                        2,
                        "offhook: \\[directory\\] source: .*/users.csv: there is no such file",
                        (folder, open) -> GOOD + "[directory]\nsource = \"csv:users.csv\"\n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneLineAndACode(Case trouble) throws Exception {
        var open = new java.util.ArrayList<AutoCloseable>();
        try (var log = Logged.byAnybody()) {
            var toml = trouble.trouble.in(folder, open);
            var file = Files.writeString(folder.resolve("offhook.toml"), toml);
            var out = new StringWriter();
            var err = new StringWriter();
            int exitCode = OffhookCommand.line(new Server(), Terminal.ofProcess())
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute("start", "--config", file.toString());
            assertThat(err.toString().lines()).hasSameSizeAs(trouble.lines);
            int i = 0;
            for (var line : err.toString().lines().toList()) {
                assertThat(line).matches(trouble.lines.get(i++).replace("PORT", "\\d+"));
            }
            assertThat(exitCode).isEqualTo(trouble.exitCode);
            assertThat(out.toString()).isEmpty();
            assertThat(log.traces()).isEmpty();
        } finally {
            for (var each : open) {
                each.close();
            }
        }
    }

    @Test
    void aWrongRowIsALineAndTheOthersCanLogIn() throws Exception {
        LiveProduct.writePeople(
                folder.resolve("users.csv"), "juliet,Juliet,201,wherefore,", ",Nobody,202,x,", "romeo,Romeo,2x2,x,");
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, "[directory]\nsource = \"csv:users.csv\"\n")) {
            product.chat("juliet").close();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("users.csv line"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("line 3"))
                    .anyMatch(line -> line.contains("line 4"));
            assertThat(log.traces()).isEmpty();
        }
    }

    private static Path databaseIn(Path data) throws IOException {
        try (var files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int tcp(List<AutoCloseable> open) throws IOException {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(socket);
        return socket.getLocalPort();
    }

    private static int udp(List<AutoCloseable> open) throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        open.add(socket);
        return socket.getLocalPort();
    }
}
