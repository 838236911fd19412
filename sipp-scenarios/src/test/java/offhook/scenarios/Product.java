package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import offhook.demo.Conditions;
import offhook.demo.ServerProcess;
import offhook.demo.chat.ChatClient;
import offhook.demo.mail.MailSink;
import offhook.demo.phone.Phone;
import offhook.demo.phone.Wire;

/** Offhook as an admin runs it, with its mail server: what the scenarios are played on. */
final class Product implements AutoCloseable {

    static final String DOMAIN = "capulet.example";

    /** Nothing about presence waits, so that contacts see each state, in order. */
    static final String AT_ONCE =
            """
            [presence]
            talking_after = "0"
            idle_after = "0"
            ringing_after = "0"
            at_most_every = "0"
            """;

    /** Voicemail that answers soon; further keys of its section may follow. */
    static final String VOICEMAIL =
            """
            [voicemail.media]
            address = "127.0.0.1"
            [voicemail]
            answer_after = "1s"
            min = "1s"
            """;

    static final String PASSWORD = "wherefore";
    private static final AtomicInteger CALLERS = new AtomicInteger(15_550_000);

    private final Path folder;
    private final MailSink mail;
    private final Path configuration;
    private final List<Sipp> playing = new ArrayList<>();
    private ServerProcess server;

    /**
     * Starts it.
     *
     * @param more further TOML; first the keys of {@code [sip]}
     * @param people user names; the first has extension 201, and each may name a notification policy: "juliet=email"
     */
    Product(String more, List<String> people) {
        this("", "", more, people);
    }

    /**
     * Starts it.
     *
     * @param first further keys of no section
     * @param listen further ports for SIP, each behind a comma
     */
    Product(String first, String listen, String more, List<String> people) {
        try {
            mail = new MailSink(Conditions.FAIR);
            folder = Files.createTempDirectory("offhook-scenarios-");
            Path users = folder.resolve("users.csv");
            Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(users, rows(people));
            configuration = folder.resolve("offhook.toml");
            Files.writeString(configuration, toml(first, listen) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    private String toml(String first, String listen) {
        return """
                domain = "%s"
                data = "data"
                %s
                [directory]
                source = "csv:users.csv"
                [xmpp]
                listen = ["127.0.0.1:%d"]
                [mail]
                smtp = "smtp://127.0.0.1:%d"
                from = "Phone <phone@%s>"
                [ops]
                http = "127.0.0.1:0"
                [limits]
                enabled = false
                [sip]
                listen = ["udp:127.0.0.1:%d", "tcp:127.0.0.1:%d"%s]
                settle = "1s"
                """
                .formatted(DOMAIN, first, Ports.free(), mail.port(), DOMAIN, Ports.free(), Ports.free(), listen);
    }

    private static String rows(List<String> people) {
        var rows = new StringBuilder("user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n");
        for (int i = 0; i < people.size(); i++) {
            String[] person = (people.get(i) + "= ").split("=");
            rows.append("%s,%s,%d,,%s,,%s@mail.example,Capulet,en,UTC,%s\n"
                    .formatted(person[0], fullName(person[0]), 201 + i, PASSWORD, person[0], person[1].strip()));
        }
        return rows.toString();
    }

    private static String fullName(String user) {
        return Character.toUpperCase(user.charAt(0)) + user.substring(1);
    }

    /** Its data folder. */
    Path data() {
        return folder.resolve("data");
    }

    /** What it has logged until now. */
    String log() {
        try {
            return Files.readString(folder.resolve("offhook.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        try {
            server = new ServerProcess(Packaged.server(), configuration, folder.resolve("offhook.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as an admin does. */
    void stop() {
        server.close();
    }

    /** Ends it the way a power cut does. */
    void kill() {
        server.kill();
    }

    ChatClient chat(String user) {
        return chat(user, Conditions.FAIR);
    }

    ChatClient chat(String user, Conditions conditions) {
        return new ChatClient(
                user, fullName(user), DOMAIN, PASSWORD, server.address("xmpp").getPort(), conditions);
    }

    MailSink mail() {
        return mail;
    }

    /** Registers a phone of that user; the port that it will be on. */
    int register(String user) {
        return register(user, "1.0");
    }

    /** @param q how much this phone is preferred */
    int register(String user, String q) {
        int port = Ports.free();
        play(Play.phone("register", port)
                        .with("user", user)
                        .with("password", PASSWORD)
                        .with("q", q))
                .succeeds();
        return port;
    }

    /** A phone by hand: over a connection that it opens itself. */
    Phone phone(String user, Wire wire) {
        return new Phone(user, fullName(user), DOMAIN, PASSWORD, wire, Conditions.FAIR);
    }

    /** A call of somebody whom nobody knows, each time of somebody else. */
    static Play stranger(String scenario, String callee) {
        String number = String.valueOf(CALLERS.incrementAndGet());
        return Play.caller(scenario)
                .with("caller", number)
                .with("caller_name", "Caller " + number)
                .with("caller_domain", "pstn.example")
                .with("callee", callee);
    }

    /** A call of one of ours, who proves who they are. */
    static Play user(String scenario, String user, String callee) {
        return Play.caller(scenario)
                .with("caller", user)
                .with("user", user)
                .with("password", PASSWORD)
                .with("caller_name", fullName(user))
                .with("caller_domain", DOMAIN)
                .with("callee", callee);
    }

    Sipp play(Play play) {
        var sipp = Sipp.start(sip(), play.with("domain", DOMAIN), folder);
        playing.add(sipp);
        return sipp;
    }

    /** Ends what a scenario that failed has left running. */
    void silence() {
        playing.forEach(Sipp::stop);
        playing.clear();
    }

    /** A number of those that it tells of itself. */
    double number(String metric) {
        var http = server.address("http");
        var url = URI.create("http://127.0.0.1:" + http.getPort() + "/metrics");
        try (var in = url.toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(metric + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + metric));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its web server. */
    InetSocketAddress web() {
        return server.address("web");
    }

    InetSocketAddress sip() {
        return sip("udp");
    }

    InetSocketAddress sip(String transport) {
        return server.address("sip-" + transport);
    }

    @Override
    public void close() {
        silence();
        server.close();
        mail.close();
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
