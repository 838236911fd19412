package offhook.benchmarks.sip;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * Calls and registrations through a stateful proxy and registrar, Offhook and Kamailio in turns, each alone on one core:
 * CPU time an operation, memory, the calls a second that it takes with none failed, and what becomes of twice as many.
 */
public final class SipBenchmark {

    private static final int USERS = 1000;
    private static final int PHONES = 25070;
    private static final int CALLER = 25071;

    private static final int STEP = 250; // calls a second
    private static final int FASTEST = 3000;
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final SipServers servers;
    private final Load load;
    private final PrintStream out;

    /** @param home the folder of Offhook, built */
    public SipBenchmark(Path home, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("offhook-bench-");
        servers = new SipServers(home, folder, USERS);
        load = new Load(folder);
        this.out = out;
    }

    /**
     * Prints one line of JSON for each run.
     *
     * @param rounds how often each server has its turn
     */
    public void run(int rounds, List<String> names) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (var name : names) {
                try (var server = servers.start(name)) {
                    measure(name, server);
                }
            }
        }
    }

    private void measure(String name, Server server) throws IOException, InterruptedException {
        load.run("register", CALLER, 500, USERS, USERS); // everybody's phone
        var phones = load.phones(PHONES);
        try {
            warmUp(server, (int) SipServers.warmUp(name).toSeconds());
            figure(name, server, "register", 500, 10_000);
            figure(name, server, "call", 500, 10_000);
            int rate = STEP + 500;
            while (rate <= FASTEST && isWhole(name, server, rate)) {
                rate += STEP;
            }
            overload(name, server, rate - STEP);
        } finally {
            phones.destroy();
            phones.waitFor();
        }
    }

    /** Until its speed is steady, as it is in a server that has run for a while; no faster than a cold one can follow. */
    private void warmUp(Server server, int seconds) throws IOException, InterruptedException {
        load.run("register", CALLER, 750, 750 * seconds, USERS);
        load.run("call", CALLER, 500, 500 * 2 * seconds, USERS);
        server.awaitRest();
    }

    /** Whether none fails in ten seconds, or in ten more: SIPp itself loses one now and then. */
    private boolean isWhole(String name, Server server, int rate) throws IOException, InterruptedException {
        boolean whole = false;
        for (int attempt = 0; attempt < 2 && !whole; attempt++) {
            whole = figure(name, server, "call", rate, rate * 10).isWhole();
        }
        return whole;
    }

    /** Twice what went well, and then half of it: how much is still done, and whether the server is itself again. */
    private void overload(String name, Server server, int peak) throws IOException, InterruptedException {
        figure(name, server, "call", 2 * peak, 2 * peak * 15);
        Thread.sleep(RECOVERY.toMillis());
        figure(name, server, "call", peak / 2, peak / 2 * 10);
    }

    private Load.Count figure(String name, Server server, String scenario, int rate, int calls)
            throws IOException, InterruptedException {
        var before = server.usage();
        var begun = Instant.now();
        var count = load.run(scenario, CALLER, rate, calls, USERS);
        var after = server.usage();
        double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        double micros = after.cpu().minus(before.cpu()).toMillis() * 1000.0;
        out.println(new Figures()
                .with("server", name)
                .with("operation", scenario)
                .with("rate", rate)
                .with("done", (double) count.done())
                .with("refused", (double) count.refused())
                .with("failed", (double) count.failed())
                .with("done_a_second", count.done() / seconds)
                .with("cpu_us_each", micros / Math.max(1, count.done()))
                .with("memory_mb", after.memory() / 1e6));
        return count;
    }
}
