package offhook.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Offhook itself, as another process, started the way an admin starts it: {@code start --config FILE}. */
public final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final String ready;

    /** Starts it and waits until it says that it is ready. */
    public ServerProcess(Installation installation, Path configuration, Path log) throws IOException {
        this.log = log;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(installation.options());
        command.addAll(List.of("-cp", installation.classpath()));
        command.addAll(List.of("offhook.gateway.Main", "start", "--config", configuration.toString()));
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        var line = new CompletableFuture<String>();
        var reader = new Thread(() -> read(line), "server-output");
        reader.setDaemon(true);
        reader.start();
        try {
            ready = line.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new StepFailed("the server did not become ready; its log is " + log);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }

    /** The line with which the server said that it is ready. */
    public String ready() {
        return ready;
    }

    /** The address that the ready line names for a listener: "sip-udp", "xmpp", "http". */
    public InetSocketAddress address(String listener) {
        var matcher = Pattern.compile("\\b" + listener + "=([^\\s,]+):(\\d+)").matcher(ready);
        if (!matcher.find()) {
            throw new StepFailed("the server is ready but names no " + listener + ": " + ready);
        }
        return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** The last lines that it logged. */
    public String lastOfLog(int lines) throws IOException {
        var all = Files.readAllLines(log);
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private void read(CompletableFuture<String> line) {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String next = output.readLine();
            while (next != null) {
                if (next.startsWith("ready")) {
                    line.complete(next);
                }
                next = output.readLine();
            }
            line.completeExceptionally(new IOException("the server ended"));
        } catch (IOException e) {
            line.completeExceptionally(e);
        }
    }

    /** Ends it the way a power cut does, without a chance to say goodbye. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
