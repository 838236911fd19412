package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code offhook start --config FILE} as a process of its own. */
final class OffhookProcess implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<List<String>> said = new CompletableFuture<>();

    OffhookProcess(Path file) throws IOException {
        log = file.resolveSibling("log");
        process = new ProcessBuilder(
                        "env",
                        "--default-signal=HUP", // whoever runs the tests may have it ignored, and that is inherited
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classpath(),
                        "offhook.gateway.Main",
                        "start",
                        "--config",
                        file.toString())
                .redirectError(log.toFile())
                .start();
        var reader = new Thread(this::read, "offhook");
        reader.setDaemon(true);
        reader.start();
    }

    /** What the product runs on: the classpath of the tests without the tests. */
    private static String classpath() {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(test-classes|-tests\\.jar|/test/|junit|assertj|jqwik).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            var lines = new java.util.ArrayList<String>();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                ready.complete(line);
            }
            ready.completeExceptionally(new IOException("it ended: " + Files.readString(log)));
            said.complete(lines);
        } catch (IOException e) {
            said.completeExceptionally(e);
        }
    }

    /** The address that the ready line names: "sip-udp", "xmpp", "http". */
    InetSocketAddress address(String listener) throws Exception {
        var named = Pattern.compile("\\b" + listener + "=(\\S+):(\\d+)").matcher(ready.get(60, TimeUnit.SECONDS));
        if (!named.find()) {
            throw new AssertionError(listener + " is not in: " + ready.get());
        }
        return new InetSocketAddress(named.group(1), Integer.parseInt(named.group(2)));
    }

    /** All of standard output, when it has ended. */
    List<String> said() throws Exception {
        return said.get(30, TimeUnit.SECONDS);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** The exit code; fails unless it ends in this time. */
    int exitCode(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after " + seconds + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
