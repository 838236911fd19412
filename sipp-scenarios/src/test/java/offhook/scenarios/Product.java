package offhook.scenarios;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import offhook.demo.Conditions;
import offhook.demo.ServerProcess;
import offhook.demo.chat.ChatClient;
import offhook.demo.mail.MailSink;

/** Offhook as an admin runs it, with its phones' SIPp, chat clients and mail server: what the scenarios are played on. */
final class Product implements AutoCloseable {

    static final String DOMAIN = "capulet.example";

    private static final String PASSWORD = "wherefore";

    private final Path folder;
    private final MailSink mail;
    private final Path configuration;
    private ServerProcess server;

    /**
     * Starts it with quick answers to everything that is about time.
     *
     * @param more further TOML
     * @param people user names; the first has extension 201
     */
    Product(String more, List<String> people) throws IOException {
        mail = new MailSink(Conditions.FAIR);
        folder = Files.createTempDirectory("offhook-scenarios-");
        var rows = new StringBuilder("user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n");
        for (int i = 0; i < people.size(); i++) {
            String user = people.get(i);
            rows.append("%s,%s,%d,,%s,,%s@mail.example,Capulet,en,UTC,\n"
                    .formatted(user, fullName(user), 201 + i, PASSWORD, user));
        }
        Path users = folder.resolve("users.csv");
        Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(users, rows);
        configuration = folder.resolve("offhook.toml");
        Files.writeString(
                configuration,
                """
                domain = "%s"
                data = "data"
                [directory]
                source = "csv:users.csv"
                scram_iterations = 4096
                [sip]
                listen = ["udp:127.0.0.1:%d", "tcp:127.0.0.1:%d"]
                settle = "300ms"
                [xmpp]
                listen = ["127.0.0.1:%d"]
                [mail]
                smtp = "smtp://127.0.0.1:%d"
                from = "Phone <phone@%s>"
                [ops]
                http = "127.0.0.1:0"
                %s
                """
                        .formatted(DOMAIN, Sipp.freePort(), freeTcpPort(), freeTcpPort(), mail.port(), DOMAIN, more));
        start();
    }

    static String fullName(String user) {
        return Character.toUpperCase(user.charAt(0)) + user.substring(1);
    }

    private static int freeTcpPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void start() throws IOException {
        server = new ServerProcess(ServerClasspath.get(), configuration, folder.resolve("offhook.log"));
    }

    /** Ends it the way a power cut does. */
    void kill() {
        server.kill();
    }

    InetSocketAddress sip() {
        return server.address("sip-udp");
    }

    ChatClient chat(String user) {
        return new ChatClient(
                user, fullName(user), DOMAIN, PASSWORD, server.address("xmpp").getPort(), Conditions.FAIR);
    }

    MailSink mail() {
        return mail;
    }

    /** Registers a phone of that user on a port of its own. */
    int phone(String user) {
        int port = Sipp.freePort();
        Sipp.start(
                        sip(),
                        Sipp.Options.of("register", port)
                                .keys(Map.of("user", user, "password", PASSWORD, "domain", DOMAIN)))
                .succeeds();
        return port;
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("offhook.log"));
    }

    @Override
    public void close() {
        server.close();
        mail.close();
    }
}
