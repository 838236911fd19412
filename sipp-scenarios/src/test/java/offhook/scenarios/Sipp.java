package offhook.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One run of SIPp: one call of one scenario file under {@code src/test/resources/sipp}. */
final class Sipp {

    private static final int SECONDS = 30;

    private final String what;
    private final Process process;
    private final Path folder;

    private Sipp(String what, Process process, Path folder) {
        this.what = what;
        this.process = process;
        this.folder = folder;
    }

    /** What a scenario is started with. */
    record Options(
            String scenario, int port, Duration pause, Map<String, String> keys, String status, List<String> callers) {

        static Options of(String scenario, int port) {
            return new Options(scenario, port, Duration.ofMillis(300), Map.of(), "486 Busy Here", List.of());
        }

        Options keys(Map<String, String> more) {
            return new Options(scenario, port, pause, more, status, callers);
        }

        Options pause(Duration time) {
            return new Options(scenario, port, time, keys, status, callers);
        }

        /** The refusal in place of the file's "486 Busy Here". */
        Options status(String line) {
            return new Options(scenario, port, pause, keys, line, callers);
        }

        /** A call of each of these, twenty in a second, in place of one call of the key "caller". */
        Options callers(List<String> each) {
            return new Options(scenario, port, pause, keys, status, each);
        }

        /** The scenario file as it is run. */
        private String edited(String text) {
            // SIPp expands no key within [authentication].
            String refusal = text.replace("486 Busy Here", status)
                    .replace("username=[user]", "username=" + keys.get("user"))
                    .replace("password=[password]", "password=" + keys.get("password"));
            return callers.isEmpty() ? refusal : refusal.replace("[caller]", "[field0]");
        }
    }

    static Sipp start(InetSocketAddress server, Options options) {
        try {
            Path folder = Files.createTempDirectory("sipp-");
            Path file = folder.resolve("scenario.xml");
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + options.scenario() + ".xml")) {
                String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(file, options.edited(text));
            }
            var command = new ArrayList<>(List.of(
                    "sipp",
                    server.getAddress().getHostAddress() + ":" + server.getPort(),
                    "-sf",
                    file.toString(),
                    "-m",
                    String.valueOf(Math.max(1, options.callers().size())),
                    "-r",
                    "20",
                    "-i",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(options.port()),
                    "-d",
                    String.valueOf(options.pause().toMillis()),
                    "-timeout",
                    String.valueOf(SECONDS),
                    "-timeout_error",
                    "-nostdin",
                    "-trace_err",
                    "-error_file",
                    folder.resolve("errors").toString(),
                    "-trace_msg",
                    "-message_file",
                    folder.resolve("messages").toString()));
            if (!options.callers().isEmpty()) {
                Path callers = folder.resolve("callers.csv");
                Files.writeString(callers, "SEQUENTIAL\n" + String.join(";\n", options.callers()) + ";\n");
                command.addAll(List.of("-inf", callers.toString()));
            }
            options.keys().forEach((key, value) -> command.addAll(List.of("-key", key, value)));
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            return new Sipp(options.scenario(), process, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A UDP port that nobody uses now. */
    static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the scenario and insists that every step of it happened. */
    void succeeds() {
        try {
            if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("SIPp " + what + " did not end\n" + said());
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("SIPp " + what + " ended with " + process.exitValue() + "\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits for the end, whatever it is. */
    void ends() {
        try {
            if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends it now. */
    void stop() {
        process.destroyForcibly().onExit().join();
    }

    /** The user names in From of the messages it received that start with this line. */
    Set<String> received(String startLine) {
        try {
            var users = new HashSet<String>();
            String messages = Files.readString(folder.resolve("messages"));
            for (String message : messages.split("-{20,}")) {
                var user = Pattern.compile("\nFrom:[^\n]*<sip:([^@]+)@").matcher(message);
                if (message.contains("message received") && message.contains(startLine) && user.find()) {
                    users.add(user.group(1));
                }
            }
            return users;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        var text = new StringBuilder();
        for (String name : List.of("errors", "messages")) {
            Path file = folder.resolve(name);
            try {
                if (Files.exists(file)) {
                    text.append(Files.readString(file)).append('\n');
                }
            } catch (IOException e) {
                text.append(e).append('\n');
            }
        }
        return text.toString();
    }
}
