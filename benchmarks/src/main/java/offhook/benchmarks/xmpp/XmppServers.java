package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.benchmarks.server.Server;

/**
 * Starts an XMPP server at 127.0.0.1 for the domain bench.test, empty, where clients may register themselves and log in by
 * jabber:iq:auth without TLS.
 *
 * @param home the folder of Offhook, built
 * @param folder for configuration, data and logs
 */
record XmppServers(Path home, Path folder) {

    static final int PORT = 25222;
    static final int TLS_PORT = 25223;
    static final String DOMAIN = "bench.test";

    /** Where clients connect, without TLS and, if the server has a certificate here, with it. */
    static List<Integer> ports(String name) {
        return name.equals("offhook") ? List.of(PORT, TLS_PORT) : List.of(PORT);
    }

    Server start(String name) throws IOException, InterruptedException {
        var place = Files.createTempDirectory(folder, name + "-");
        var log = place.resolve(name + ".log");
        return switch (name) {
            case "offhook" ->
                Server.start(
                        List.of(
                                home.resolve("offhook").toString(),
                                "start",
                                "--config",
                                file(place, "offhook.toml").toString()),
                        log,
                        XmppServers::isUp);
            case "prosody" -> {
                Files.createDirectories(place.resolve("data"));
                yield Server.start(
                        List.of(
                                "prosody",
                                "--config",
                                file(place, "prosody.cfg.lua").toString(),
                                "-F"),
                        log,
                        XmppServers::isUp);
            }
            case "ejabberd" -> {
                var file = file(place, "ejabberd.yml");
                // The settings of Debian's package would name another configuration, after the command line did.
                var settings = Files.writeString(place.resolve("ejabberdctl.cfg"), "EJABBERD_CONFIG_PATH=" + file);
                // Its script becomes the user ejabberd, and starts a name service that outlives it.
                new ProcessBuilder("chown", "-R", "ejabberd", folder.toString())
                        .start()
                        .waitFor();
                yield Server.start(
                        List.of(
                                "ejabberdctl",
                                "--ctl-config",
                                settings.toString(),
                                "--spool",
                                place.resolve("spool").toString(),
                                "--logs",
                                place.toString(),
                                "--node",
                                "bench@localhost",
                                "foreground"),
                        log,
                        XmppServers::isUp);
            }
            default -> throw new IllegalArgumentException("offhook, prosody or ejabberd, not " + name);
        };
    }

    private static Path file(Path place, String name) throws IOException {
        try (var resource = XmppServers.class.getResourceAsStream(name)) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(place.resolve(name), text.replace("FOLDER", place.toString()));
        }
    }

    private static boolean isUp() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
