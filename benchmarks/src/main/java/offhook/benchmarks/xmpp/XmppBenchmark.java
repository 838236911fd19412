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
    private static final Duration QUIET = Duration.ofSeconds(25); // parsers are let go after a while

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
            }
        }
        idle(rounds, names);
    }

    private void measure(String name, Server server, Workload workload) throws InterruptedException {
        try (var crowd = new Crowd(XmppServers.PORT).login(workload.clients(), true)) {
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

    /** Prints one line of JSON for what idle sessions hold, and where the server has TLS here, another for those over TLS. */
    public void idle(int rounds, List<String> names) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (var name : names) {
                for (int port : XmppServers.ports(name)) {
                    try (var server = servers.start(name)) {
                        idle(name, server, port);
                    }
                }
            }
        }
    }

    /**
     * What sessions that do nothing hold: the difference between few and many, as the system accounts it with the garbage
     * of their logins, and then, where it can be told, between many and more as live objects.
     */
    private void idle(String name, Server server, int port) throws IOException, InterruptedException {
        try (var crowd = new Crowd(port)) {
            rest(crowd, 0, TALKERS);
            long few = server.usage().memory();
            rest(crowd, TALKERS, IDLE);
            long many = server.usage().memory();
            var figures = new Figures()
                    .with("server", name)
                    .with("workload", port == XmppServers.PORT ? "idle" : "idle, TLS")
                    .with("clients", TALKERS + IDLE)
                    .with("bytes_a_session", (many - few) / (double) IDLE)
                    .with("memory_mb", many / 1e6);
            var live = server.liveHeap();
            if (live.isPresent()) {
                rest(crowd, TALKERS + IDLE, IDLE);
                long more = server.liveHeap().getAsLong();
                figures.with("live_bytes_a_session", (more - live.getAsLong()) / (double) IDLE);
            }
            out.println(figures);
        }
    }

    /** More clients come online, and then nothing happens. */
    private static void rest(Crowd crowd, int from, int count) throws InterruptedException {
        crowd.login(from, count, true);
        crowd.run(() -> crowd.clients().subList(from, from + count).forEach(Client::available));
        TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
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
