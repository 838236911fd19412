package offhook.benchmarks.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server under test, alone on the first processor; the load comes from the second. */
public final class Server implements AutoCloseable {

    private static final int RESTING = 20; // ms of processor time in half a second

    private final Process process;

    private Server(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it is up.
     *
     * @param log gets all that it prints
     * @param up whether it answers
     */
    public static Server start(List<String> command, Path log, BooleanSupplier up)
            throws IOException, InterruptedException {
        var pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(command);
        var process = new ProcessBuilder(pinned)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        var server = new Server(process);
        for (int i = 0; i < 1200; i++) {
            if (up.getAsBoolean()) {
                return server;
            }
            if (!process.isAlive()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        server.close();
        throw new IOException(command.get(0) + " did not start; see " + log);
    }

    public Usage usage() {
        return Usage.of(process.toHandle());
    }

    /** Waits until it has nothing to do any more, ten seconds at most: it may go on working on what it has answered. */
    public void awaitRest() throws InterruptedException {
        var before = usage().cpu();
        for (int i = 0; i < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(500);
            var now = usage().cpu();
            if (now.minus(before).toMillis() <= RESTING) {
                return;
            }
            before = now;
        }
    }

    /** What its Java objects hold, without garbage; empty where it is no Java program. */
    public OptionalLong liveHeap() throws IOException, InterruptedException {
        return LiveHeap.of(process.pid());
    }

    /** Ends it and what it has started: asked politely first, with time to write what they have to write. */
    @Override
    public void close() {
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (var one : all) {
            try {
                one.onExit().orTimeout(40, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                one.destroyForcibly();
            }
        }
    }
}
