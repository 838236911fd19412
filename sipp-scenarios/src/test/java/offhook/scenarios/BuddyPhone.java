package offhook.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** Debian's baresip: a real SIP phone without sound, with SIMPLE presence and a buddy list, driven by its console. */
final class BuddyPhone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path folder;
    private final Process process;
    private final Socket console;
    private final StringBuilder said = new StringBuilder(); // guarded by itself
    private int read;

    /** A phone of one of Offhook's people, registered there; the contacts are its buddy list. */
    static BuddyPhone phone(Product product, Path folder, String user, String... contacts) {
        return registered(new BuddyPhone(folder, 0, account(product, user), List.of(contacts)));
    }

    /** One that publishes its presence. */
    static BuddyPhone publisher(Product product, Path folder, String user) {
        return registered(new BuddyPhone(folder, 0, account(product, user) + ";pubint=600", List.of()));
    }

    private static String account(Product product, String user) {
        var account = "<sip:%s@%s>;auth_user=%s;auth_pass=%s;outbound=\"sip:127.0.0.1:%d\";regint=600;answermode=auto";
        return account.formatted(
                user, Product.DOMAIN, user, Product.PASSWORD, product.sip().getPort());
    }

    private static BuddyPhone registered(BuddyPhone phone) {
        try {
            phone.shows("reginfo", "OK");
            return phone;
        } catch (RuntimeException | Error e) {
            phone.close();
            throw e;
        }
    }

    /** A phone that is reached where it is, as at a PBX. */
    static BuddyPhone alone(Path folder, int port, String user) {
        return new BuddyPhone(folder, port, "<sip:%s@127.0.0.1:%d>;regint=0".formatted(user, port), List.of());
    }

    private BuddyPhone(Path parent, int port, String account, List<String> contacts) {
        int consolePort = Ports.free();
        try {
            folder = Files.createTempDirectory(parent, "baresip");
            Files.writeString(folder.resolve("config"), config(port, consolePort));
            Files.writeString(folder.resolve("accounts"), account + '\n');
            var buddies = contacts.stream()
                    .map(contact -> "<sip:" + contact + ">;presence=p2p")
                    .toList();
            Files.write(folder.resolve("contacts"), buddies);
            process = new ProcessBuilder("baresip", "-f", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            console = await("baresip's console")
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> connect(consolePort), Socket::isConnected);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw new AssertionError(all(), e);
        }
        var reader = new Thread(this::read, folder.toString());
        reader.setDaemon(true);
        reader.start();
    }

    private static String config(int port, int consolePort) throws IOException {
        return """
                sip_listen 127.0.0.1:%d
                cons_listen 127.0.0.1:%d
                audio_player aubridge,nowhere
                audio_source aubridge,nowhere
                audio_alert aubridge,nowhere
                module_path %s
                module cons.so
                module g711.so
                module aubridge.so
                module_app account.so
                module_app contact.so
                module_app menu.so
                module_app presence.so
                """
                .formatted(port, consolePort, Baresip.MODULES);
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** The console has one connection at a time; one that is not connected while nobody listens. */
    private Socket connect(int port) {
        if (!process.isAlive()) {
            throw new AssertionError("baresip has ended");
        }
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException notYet) {
            return new Socket();
        }
    }

    private void read() {
        try (var in = console.getInputStream()) {
            byte[] bytes = new byte[4096];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                heard(new String(bytes, 0, n, UTF_8));
            }
        } catch (IOException closed) {
            heard("(closed)");
        }
    }

    private void heard(String text) {
        synchronized (said) {
            said.append(text);
        }
    }

    private String console() {
        synchronized (said) {
            return said.toString();
        }
    }

    /** A command, such as "dial 201". */
    void does(String command) {
        try {
            console.getOutputStream().write(('/' + command + '\n').getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the console has this, behind all that was waited for before. */
    void says(String regex) {
        var wanted = Pattern.compile(regex);
        waits(regex, () -> isSaid(wanted));
    }

    /** Gives the command again and again until the console has this. */
    void shows(String command, String regex) {
        var wanted = Pattern.compile(regex);
        waits(regex, () -> {
            does(command);
            return isSaid(wanted);
        });
    }

    private void waits(String regex, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).pollInterval(POLL).until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("baresip did not say " + regex + " but\n" + all(), late);
        }
    }

    private boolean isSaid(Pattern wanted) {
        var found = wanted.matcher(console());
        boolean there = found.find(read);
        read = there ? found.end() : read;
        return there;
    }

    private String all() {
        try {
            return Files.readString(log()) + "\nconsole:\n" + console();
        } catch (IOException e) {
            return e + "\nconsole:\n" + console();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            console.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
