package offhook.benchmarks.sip;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * Calls and registrations through a stateful proxy and registrar, Offhook and Kamailio in turns, each alone on one core:
 * CPU time an operation, memory, and the calls a second that it takes with none failed.
 */
public final class SipBenchmark {

    private static final int USERS = 1000;
    private static final int PHONES = 25070;
    private static final int CALLER = 25071;

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
        load.run("register", CALLER, 500, 20 * USERS, USERS); // everybody's phone, and the compiler's warm-up
        figure(name, server, "register", 500, 10_000);
        var phones = load.phones(PHONES);
        try {
            load.run("call", CALLER, 400, 16_000, USERS);
            figure(name, server, "call", 500, 10_000);
            for (int rate = 750;
                    figure(name, server, "call", rate, rate * 10).isPresent() && rate < 3000;
                    rate += 250) {}
        } finally {
            phones.destroy();
            phones.waitFor();
        }
    }

    /** Empty if any failed. */
    private Optional<Load.Count> figure(String name, Server server, String scenario, int rate, int calls)
            throws IOException, InterruptedException {
        var before = server.usage();
        var count = load.run(scenario, CALLER, rate, calls, USERS);
        var after = server.usage();
        double micros = after.cpu().minus(before.cpu()).toMillis() * 1000.0;
        out.println(new Figures()
                .with("server", name)
                .with("operation", scenario)
                .with("rate", rate)
                .with("done", (double) count.done())
                .with("failed", (double) count.failed())
                .with("cpu_us_each", micros / Math.max(1, count.done()))
                .with("memory_mb", after.memory() / 1e6));
        return count.failed() == 0 ? Optional.of(count) : Optional.empty();
    }
}
