package offhook.benchmarks.xmpp;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * One workload on one server: a warm-up, then what is measured, and both until nothing is on its way and the server rests,
 * so that what was done and the time it took belong together.
 */
final class Run {

    private static final Duration SILENCE = Duration.ofSeconds(20); // a server may be busy with what it was sent before

    private final Server server;
    private final Crowd crowd;
    private final Workload workload;

    /** @param crowd logged in */
    Run(Server server, Crowd crowd, Workload workload) {
        this.server = server;
        this.crowd = crowd;
        this.workload = workload;
    }

    /** The figures of one workload; what is wrong with it is counted from the beginning. */
    Figures measure(Duration warmUp, Duration measured) throws InterruptedException {
        warmUp(warmUp);
        var before = server.usage();
        long done = crowd.ask(workload::done);
        run(measured);
        var after = server.usage();
        done = crowd.ask(workload::done) - done;
        workload.check(crowd);
        var wrong = crowd.ask(workload::tally);
        double cpu = after.cpu().minus(before.cpu()).toMillis() / 1000.0;
        return new Figures()
                .with("operations", (double) done)
                .with("cpu_seconds", cpu)
                .with("a_cpu_second", done / cpu)
                .with("lost", (double) wrong.lost())
                .with("duplicated", (double) wrong.duplicated())
                .with("misrouted", (double) wrong.misrouted())
                .with("memory_mb", after.memory() / 1e6);
    }

    /** Runs without counting. */
    void warmUp(Duration time) throws InterruptedException {
        crowd.run(() -> workload.prepare(crowd));
        if (!crowd.await(workload::isPrepared)) {
            throw new CompletionException(new TimeoutException("the clients did not get to their places"));
        }
        run(time);
    }

    private void run(Duration time) throws InterruptedException {
        crowd.run(workload::start);
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        crowd.run(workload::stop);
        crowd.settle(workload, SILENCE);
        server.awaitRest();
    }
}
