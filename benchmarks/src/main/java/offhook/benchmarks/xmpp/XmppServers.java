package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sets up XMPP servers at 127.0.0.1 for the domain bench.test, empty, where clients may register themselves and log in by
 * jabber:iq:auth without TLS, and where another port has TLS.
 *
 * @param home the folder of Offhook, built
 * @param folder for configuration, data and logs, and with a certificate in it, tls.pem and tls.key
 */
record XmppServers(Path home, Path folder) {

    static final int PORT = 25222;
    static final int TLS_PORT = 25223;
    static final String DOMAIN = "bench.test";
    static final List<String> NAMES = List.of("offhook", "ejabberd", "prosody");

    /** @param folder gets a certificate that all of them show */
    static XmppServers in(Path home, Path folder) throws IOException, InterruptedException {
        run(
                ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN="
                                + DOMAIN
                                + " -addext subjectAltName=DNS:" + DOMAIN + ",DNS:conference." + DOMAIN
                                + " -keyout tls.key -out tls.pem")
                        .split(" "),
                folder);
        return new XmppServers(home, folder);
    }

    /** @throws IllegalArgumentException with one line for who asked for one that we do not have */
    static void check(List<String> names) {
        names.stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(name + " is none of the servers " + String.join(", ", NAMES));
        });
    }

    Installed install(String name, Setting setting) throws IOException, InterruptedException {
        var place = Files.createTempDirectory(folder, name + "-");
        Files.copy(folder.resolve("tls.pem"), place.resolve("tls.pem"));
        Files.copy(folder.resolve("tls.key"), place.resolve("tls.key"));
        var log = place.resolve("server.log");
        return switch (name) {
            case "prosody" -> {
                Files.createDirectories(place.resolve("data"));
                var file = file(place, "prosody.cfg.lua", setting);
                yield new Installed(List.of("prosody", "--config", file.toString(), "-F"), log, false);
            }
            case "ejabberd" -> new Installed(ejabberd(place, setting), log, false);
            default -> {
                var start = home.resolve("offhook").toString();
                var file = file(place, "offhook.toml", setting);
                yield new Installed(List.of(start, "start", "--config", file.toString()), log, true);
            }
        };
    }

    private List<String> ejabberd(Path place, Setting setting) throws IOException, InterruptedException {
        var file = file(place, "ejabberd.yml", setting);
        // The settings of Debian's package would name another configuration, after the command line did.
        var settings = Files.writeString(place.resolve("ejabberdctl.cfg"), "EJABBERD_CONFIG_PATH=" + file);
        // Its script would become the user ejabberd by a way that leaves it 1024 descriptors; it starts a name service
        // that
        // outlives it.
        run(new String[] {"chown", "-R", "ejabberd", folder.toString()}, folder);
        String spool = place.resolve("spool").toString();
        return List.of(("setpriv --reuid ejabberd --regid ejabberd --init-groups env HOME=" + place
                        + " ejabberdctl --ctl-config " + settings + " --spool " + spool + " --logs " + place
                        + " --node bench@localhost foreground")
                .split(" "));
    }

    private static Path file(Path place, String name, Setting setting) throws IOException {
        try (var resource = XmppServers.class.getResourceAsStream(name)) {
            String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(place.resolve(name), setting.fill(template, place.toString()));
        }
    }

    private static void run(String[] command, Path folder) throws IOException, InterruptedException {
        var log = folder.resolve("tools.log").toFile();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed; see " + log);
        }
    }
}
