package offhook.benchmarks.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offhook.benchmarks.server.Server;

/**
 * Starts a SIP server on 127.0.0.1 for the domain bench.test, with users u0, u1 … whose password is "secret".
 *
 * @param home the folder of Offhook, built
 * @param folder for configuration, data and logs
 */
record SipServers(Path home, Path folder, int users) {

    static final int PORT = 25060;

    /** The servers by name; "kamailio-sqlite" writes each binding through to its database, as Offhook always does. */
    static final List<String> NAMES = List.of("offhook", "kamailio", "kamailio-sqlite");

    /** How long registrations, and then twice as long calls, warm a server up: Offhook compiles its own code while it runs. */
    static Duration warmUp(String name) {
        return name.equals("offhook") ? Duration.ofSeconds(30) : Duration.ofSeconds(2);
    }

    Server start(String name) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return name.equals("offhook") ? offhook() : kamailio(name);
    }

    private Server offhook() throws IOException, InterruptedException {
        var rows = new ArrayList<>(List.of("user,password"));
        IntStream.range(0, users).forEach(user -> rows.add("u" + user + ",secret"));
        Files.write(folder.resolve("users.csv"), rows);
        var file = Files.writeString(
                folder.resolve("offhook.toml"),
                """
                domain = "bench.test"
                data = "data"
                [directory]
                source = "csv:users.csv"
                [sip]
                listen = ["udp:127.0.0.1:%d"]
                [xmpp]
                listen = ["127.0.0.1:25222"]
                [limits]
                enabled = false
                [ops]
                http = "127.0.0.1:25080"
                """
                        .formatted(PORT));
        var command = List.of(home.resolve("offhook").toString(), "start", "--config", file.toString());
        if (Files.notExists(folder.resolve("data"))) {
            // Makes tables, a certificate and keys from passwords: no start that follows is like it.
            Server.start(command, folder.resolve("first.log"), SipServers::answers)
                    .close();
        }
        return Server.start(command, folder.resolve("offhook.log"), SipServers::answers);
    }

    private Server kamailio(String name) throws IOException, InterruptedException {
        String text;
        try (var resource = SipServers.class.getResourceAsStream("kamailio.cfg")) {
            text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (name.endsWith("sqlite")) {
            text = "#!define WITH_DB\n" + text.replace("DBURL", "sqlite://" + database());
        }
        var file = Files.writeString(folder.resolve("kamailio.cfg"), text.replace("PORT", Integer.toString(PORT)));
        var command =
                new ArrayList<>(List.of("kamailio", "-DD", "-E", "-m", "256", "-M", "16", "-Y", folder.toString()));
        command.addAll(List.of("-P", folder.resolve("kamailio.pid").toString(), "-f", file.toString()));
        return Server.start(command, folder.resolve(name + ".log"), SipServers::answers);
    }

    /** An empty database with Kamailio's tables. */
    private Path database() throws IOException, InterruptedException {
        var database = folder.resolve("kamailio.sqlite");
        Files.deleteIfExists(database);
        for (var table : List.of("standard", "usrloc")) {
            var create = new ProcessBuilder("sqlite3", database.toString())
                    .redirectInput(Path.of("/usr/share/kamailio/db_sqlite", table + "-create.sql")
                            .toFile())
                    .start();
            if (create.waitFor() != 0) {
                throw new IOException("sqlite3 could not make " + database);
            }
        }
        return database;
    }

    /** Whether something answers an OPTIONS there. */
    private static boolean answers() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(200);
            byte[] ping = ("OPTIONS sip:bench.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort()
                            + ";branch=z9hG4bKup\r\nMax-Forwards: 70\r\nFrom: <sip:up@127.0.0.1>;tag=1\r\n"
                            + "To: <sip:bench.test>\r\nCall-ID: up\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(ping, ping.length, InetAddress.getLoopbackAddress(), PORT));
            socket.receive(new DatagramPacket(new byte[2048], 2048));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
