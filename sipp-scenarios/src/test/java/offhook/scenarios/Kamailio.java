package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Kamailio with its presence modules, as the PBX at which people's phones are. */
final class Kamailio implements AutoCloseable {

    static final String DOMAIN = "pbx.example";
    private static final Path TABLES = Path.of("/usr/share/kamailio/db_sqlite");

    private final int port;
    private final Path folder;
    private final List<Sipp> playing = new ArrayList<>();
    private Process process;

    /** It publishes its calls to itself, for whoever subscribes. */
    Kamailio() {
        this(Ports.free());
    }

    private Kamailio(int port) {
        this(port, port);
    }

    /**
     * Starts it.
     *
     * @param told the port where its calls are published
     */
    Kamailio(int port, int told) {
        this.port = port;
        try {
            folder = Files.createTempDirectory("offhook-kamailio-");
            try (var resource = Kamailio.class.getResourceAsStream("/kamailio/kamailio.cfg")) {
                Files.writeString(
                        folder.resolve("kamailio.cfg"),
                        new String(resource.readAllBytes(), UTF_8)
                                .replace("PORT", Integer.toString(port))
                                .replace("TOLD", Integer.toString(told))
                                .replace("FOLDER", folder.toString())
                                .replace("PASSWORD", Product.PASSWORD));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        forget();
        start();
    }

    int port() {
        return port;
    }

    /** Starts it, with what its database holds. */
    void start() {
        try {
            process = new ProcessBuilder(
                            "kamailio",
                            "-DD",
                            "-E",
                            "-m",
                            "32",
                            "-M",
                            "8",
                            "-Y",
                            folder.toString(),
                            "-P",
                            folder.resolve("kamailio.pid").toString(),
                            "-f",
                            folder.resolve("kamailio.cfg").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("kamailio.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("Kamailio to listen")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || Ports.isBound(port));
        if (!process.isAlive()) {
            throw new AssertionError("Kamailio has ended\n" + log());
        }
    }

    /** Ends it as an admin does. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** An empty database, while it is stopped. */
    void forget() {
        try {
            for (var old : List.of("kamailio.sqlite", "kamailio.sqlite-journal")) {
                Files.deleteIfExists(folder.resolve(old));
            }
            for (var tables : List.of("standard", "presence")) {
                var made = new ProcessBuilder(
                                "sqlite3", folder.resolve("kamailio.sqlite").toString())
                        .redirectInput(TABLES.resolve(tables + "-create.sql").toFile())
                        .start();
                if (made.waitFor() != 0) {
                    throw new AssertionError("sqlite3 could not make Kamailio's tables");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Registers a phone of that extension; the port that it will be on. */
    int register(String extension) {
        int phone = Ports.free();
        play(Play.phone("register", phone)
                        .with("user", extension)
                        .with("password", Product.PASSWORD)
                        .with("q", "1.0"))
                .succeeds();
        return phone;
    }

    /** The phone of an extension, which is called and talks. */
    Sipp talks(String extension) {
        return play(Play.phone("phone-talks", register(extension)).with("phone", extension));
    }

    /** Somebody calls 201, and talks until it is told to go on. */
    Sipp calls(String caller, String domain) {
        return play(Play.caller("caller-talks")
                .with("caller", caller)
                .with("caller_name", "Caller " + caller)
                .with("caller_domain", domain)
                .with("callee", "201")
                .untilTold());
    }

    Sipp play(Play play) {
        var sipp = Sipp.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), play.with("domain", DOMAIN), folder);
        playing.add(sipp);
        return sipp;
    }

    /** Ends what a scenario has left running. */
    void silence() {
        playing.forEach(Sipp::stop);
        playing.clear();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("kamailio.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        silence();
        stop();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
