package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import offhook.gateway.control.ControlClient;
import offhook.gateway.control.NewPerson;
import offhook.gateway.control.Person;
import offhook.gateway.ops.OpsConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Listen;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.DiskWatch;

/** The whole product in this process, on free ports and real files, with the waits as short as they go. */
final class LiveProduct implements AutoCloseable {

    static final String DOMAIN = "capulet.example";

    /** Everybody's. */
    static final String PASSWORD = "wherefore";

    final Path folder;
    final Path file;
    final Gateway gateway;
    private final Map<String, InetSocketAddress> ports = new java.util.HashMap<>();

    /** Of the sections {@code [presence]} and {@code [missed_calls]} what a test does not write itself. */
    static final String QUICK =
            """
            [presence]
            talking_after = "0s"
            idle_after = "0s"
            at_most_every = "0s"
            [missed_calls]
            after = "1s"
            """;

    /** What a product needs that tells its people, who are in users.csv, by mail alone. */
    static String mailing(int port) {
        return """
                [directory]
                source = "csv:users.csv"
                [mail]
                smtp = "smtp://127.0.0.1:%d"
                from = "phone@capulet.example"
                [missed_calls]
                notify = "email"
                """
                .formatted(port);
    }

    /** @param more TOML behind the sections that every product has */
    LiveProduct(Path folder, String more) throws ConfigErrors, StartFailure, IOException {
        this(folder, more, DiskWatch.Disk.of(folder));
    }

    /** @param disk that of the data folder, as it claims */
    LiveProduct(Path folder, String more, DiskWatch.Disk disk) throws ConfigErrors, StartFailure, IOException {
        this.folder = folder;
        file = folder.resolve("offhook.toml");
        write(more);
        gateway = new Gateway(() -> Config.bind(file, GatewayConfig.class, Map.of()), data -> disk);
        gateway.start();
        for (var part : gateway.ready().split(" ")) {
            int is = part.indexOf('=');
            if (is > 0) {
                int colon = part.lastIndexOf(':');
                ports.put(
                        part.substring(0, is),
                        new InetSocketAddress(
                                part.substring(is + 1, colon), Integer.parseInt(part.substring(colon + 1))));
            }
        }
    }

    /** Writes the configuration anew. */
    void write(String more) throws IOException {
        Files.writeString(
                file,
                """
                domain = "%s"
                data = "data"
                [sip]
                listen = ["udp:127.0.0.1:0", "tcp:127.0.0.1:0"]
                settle = "100ms"
                [xmpp]
                listen = ["127.0.0.1:0"]
                tls = "optional"
                legacy_auth = true
                [ops]
                http = "127.0.0.1:0"
                %s"""
                        .formatted(DOMAIN, more));
    }

    /** The list of people as an admin writes it, readable for nobody else. */
    static void writePeople(Path file, String... rows) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "user,name,extension,password,mail\n" + String.join("\n", rows) + "\n");
    }

    InetSocketAddress port(String name) {
        return ports.get(name);
    }

    ControlClient control() {
        var http = Listen.parse("127.0.0.1:" + port("http").getPort());
        return new ControlClient(new OpsConfig(http), folder.resolve("data"));
    }

    /** Adds people who share a group. */
    void add(String... users) {
        for (var user : users) {
            control()
                    .post(
                            "/users",
                            new NewPerson(user, user, List.of(), List.of(), null, List.of("Verona"), PASSWORD, null),
                            Person.class);
        }
    }

    LiveChat chat(String user) throws IOException {
        return new LiveChat(port("xmpp"), DOMAIN).logIn(user, PASSWORD);
    }

    LivePhone phone(String user) throws IOException {
        return new LivePhone(port("sip-udp"), user, DOMAIN, DOMAIN);
    }

    /** A phone that is none of ours. */
    LivePhone stranger(String user) throws IOException {
        return new LivePhone(port("sip-udp"), user, "montague.example", DOMAIN);
    }

    /** What HTTP answers: the status, a space, the body. */
    String get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port("http").getPort() + path);
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        return answer.statusCode() + " " + answer.body();
    }

    /** The value of a metric; the labels as they stand there, {@code {pool="work"}}. */
    double number(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }

    /** What stands in a column of the database. */
    List<String> column(String sql) {
        return gateway.parts.on.database.read(
                db -> db.createQuery(sql).mapTo(String.class).list());
    }

    @Override
    public void close() {
        gateway.stop();
    }
}
