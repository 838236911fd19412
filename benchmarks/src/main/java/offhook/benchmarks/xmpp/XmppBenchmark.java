package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * Chat, presence and idle sessions on XMPP servers in turns, each alone on one core: deliveries for a CPU second, with every
 * stanza checked to come once and in order, and the memory of a session.
 */
public final class XmppBenchmark {

    private static final int TALKERS = 1000;
    private static final int IDLE = 4000;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private final XmppServers servers;
    private final PrintStream out;

    /** @param home the folder of Offhook, built */
    public XmppBenchmark(Path home, PrintStream out) throws IOException {
        var open = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        servers = new XmppServers(home, Files.createTempDirectory("offhook-bench-", open));
        this.out = out;
    }

    /**
     * Prints one line of JSON for each workload.
     *
     * @param rounds how often each server has its turn
     */
    public void run(int rounds, List<String> names) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (var name : names) {
                List<Supplier<Workload>> workloads = List.of(() -> new Chat(TALKERS), () -> new Presences(4));
                for (var workload : workloads) {
                    try (var server = servers.start(name)) {
                        measure(name, server, workload.get());
                    }
                }
                try (var server = servers.start(name)) {
                    idle(name, server);
                }
            }
        }
    }

    private void measure(String name, Server server, Workload workload) throws InterruptedException {
        try (var crowd = new Crowd().login(workload.clients(), true)) {
            crowd.run(() -> workload.prepare(crowd));
            await(crowd, workload::isPrepared);
            crowd.run(workload::start);
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            var before = server.usage();
            long delivered = asked(crowd, workload::received);
            TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
            delivered = asked(crowd, workload::received) - delivered;
            var after = server.usage();
            crowd.run(workload::stop);
            boolean all = await(crowd, () -> workload.received() == workload.expected());
            double seconds = after.cpu().minus(before.cpu()).toMillis() / 1000.0;
            out.println(new Figures()
                    .with("server", name)
                    .with("workload", workload.name())
                    .with("clients", workload.clients())
                    .with("deliveries_a_second", delivered / (double) MEASURED.toSeconds())
                    .with("deliveries_a_cpu_second", delivered / seconds)
                    .with("lost", all ? 0 : (double) (workload.expected() - workload.received()))
                    .with("wrong", (double) asked(crowd, workload::wrong))
                    .with("memory_mb", after.memory() / 1e6));
        }
    }

    /** What sessions that do nothing hold: the difference between many and few. */
    private void idle(String name, Server server) throws InterruptedException {
        try (var few = new Crowd().login(TALKERS, true)) {
            few.run(() -> few.clients().forEach(Client::available));
            TimeUnit.SECONDS.sleep(5);
            var before = server.usage();
            try (var many = new Crowd().login(TALKERS, IDLE, true)) {
                many.run(() -> many.clients().forEach(Client::available));
                TimeUnit.SECONDS.sleep(10);
                var after = server.usage();
                out.println(new Figures()
                        .with("server", name)
                        .with("workload", "idle")
                        .with("clients", TALKERS + IDLE)
                        .with("bytes_a_session", (after.memory() - before.memory()) / (double) IDLE)
                        .with("memory_mb", after.memory() / 1e6));
            }
        }
    }

    private static long asked(Crowd crowd, LongSupplier question) {
        var answer = new AtomicLong();
        crowd.run(() -> answer.set(question.getAsLong()));
        return answer.get();
    }

    /** False if it is not so within a minute. */
    private static boolean await(Crowd crowd, BooleanSupplier condition) throws InterruptedException {
        var holds = new AtomicBoolean();
        for (int i = 0; i < 600 && !holds.get(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            crowd.run(() -> holds.set(condition.getAsBoolean()));
        }
        return holds.get();
    }
}
