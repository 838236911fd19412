package offhook.conformance;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import offhook.demo.Installation;
import offhook.demo.ServerProcess;

/** Offhook as it is packaged, with a few people of its own and an administrator. */
final class Product implements AutoCloseable {

    static final String DOMAIN = "capulet.example";
    static final String ADMIN = "admin";
    static final String PASSWORD = "wherefore";

    private static final Path LIB = Path.of("..", "gateway", "target", "lib");

    private final Path folder;
    private final int web;
    private final int secureWeb;
    private final ServerProcess server;

    /** Starts it, and waits until it is ready. Files go through its web server without TLS. */
    Product(List<String> people) throws IOException {
        this(DOMAIN, false, people);
    }

    /** Likewise, of another domain, which its certificate names; files go by TLS. */
    static Product of(String domain, List<String> people) throws IOException {
        return new Product(domain, true, people);
    }

    private Product(String domain, boolean tls, List<String> people) throws IOException {
        if (!Files.isDirectory(LIB)) {
            throw new IllegalStateException(LIB + " is not there: the server must be packaged first, mvn verify");
        }
        folder = Files.createTempDirectory("offhook-conformance-");
        var users = folder.resolve("users.csv");
        Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                users,
                "user,name,password\n"
                        + String.join(
                                "",
                                people.stream()
                                        .map(user -> user + ',' + user + ',' + PASSWORD + '\n')
                                        .toList()));
        var configuration = folder.resolve("offhook.toml");
        web = freePort(); // named in the configuration twice, so they cannot be 0
        secureWeb = freePort();
        Files.writeString(
                configuration, toml(domain, tls ? "https://" + domain + ":" + secureWeb : "http://127.0.0.1:" + web));
        server = new ServerProcess(
                Installation.of(LIB.toAbsolutePath().normalize().resolve("*").toString()),
                configuration,
                folder.resolve("offhook.log"));
    }

    private String toml(String domain, String url) throws IOException {
        return """
                domain = "%s"
                data = "data"
                [directory]
                source = "csv:users.csv"
                [xmpp]
                listen = ["127.0.0.1:%d"]
                tls = "optional"
                admins = ["%s"]
                [http]
                listen = ["tcp:127.0.0.1:%d", "tls:127.0.0.1:%d"]
                url = "%s"
                [ops]
                http = "127.0.0.1:0"
                [sip]
                listen = ["tcp:127.0.0.1:%d"]
                [limits]
                enabled = false
                """
                .formatted(domain, freePort(), ADMIN, web, secureWeb, url, freePort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return server.address("xmpp").getPort();
    }

    /** Where the web server is, without TLS. */
    int web() {
        return web;
    }

    /** The same with TLS. */
    int secureWeb() {
        return secureWeb;
    }

    /** What it proves itself with; nobody signed it. */
    Path certificate() {
        return folder.resolve("data/tls/certificate.pem");
    }

    /** What it logged last. */
    String lastOfLog() throws IOException {
        return server.lastOfLog(20);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
