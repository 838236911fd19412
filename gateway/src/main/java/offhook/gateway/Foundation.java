package offhook.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.directory.credentials.MasterKey;
import offhook.runtime.config.Listen;
import offhook.runtime.life.StartFailure;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.StallWatch;
import offhook.runtime.net.dns.Dns;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageConfig;
import offhook.runtime.storage.StorageFailure;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.WheelTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every part stands on: threads, timers, lanes, the database, the key of this installation. Safe to share. */
final class Foundation implements AutoCloseable {

    /** The file of the master key in the data folder. */
    static final String KEY = "directory.key";

    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    final InstantSource clock = InstantSource.system();
    final SecureRandom random = new SecureRandom();
    final Metrics metrics = new Metrics();
    final Trace trace = new Trace(clock);

    /** For work that reads the database and files, and for lanes. */
    final ExecutorService pool = Executors.newFixedThreadPool(Math.max(4, 2 * CORES), threads("work"));

    /** For reading and writing files, which must not keep the database's work waiting. */
    final ExecutorService files = Executors.newFixedThreadPool(4, threads("files"));

    /** For work that is heavy on the processor: deriving keys from passwords. */
    final ExecutorService heavy = Executors.newFixedThreadPool(CORES, threads("keys"));

    private final ExecutorService writer = Executors.newSingleThreadExecutor(threads("writer"));

    final WheelTimers timers = new WheelTimers(threads("timers"));
    final Lanes lanes = new Lanes(pool, Foundation::failed);
    final Database database;
    final MasterKey key;
    final EventLoops loops;
    final Dns dns;
    final StallWatch stalls;

    /**
     * Opens the database and starts the threads.
     *
     * @param nameServer empty for those of the system
     * @throws StartFailure with one line if the data folder or the database cannot be used
     */
    Foundation(Path data, StorageConfig storage, Optional<Listen> nameServer) throws StartFailure {
        database = Database.open(storage, data, writer);
        key = MasterKey.open(data.resolve(KEY), random);
        loops = EventLoops.start(CORES); // on one core, a second one would only take turns with the first
        dns = nameServer
                .map(server -> Dns.at(new InetSocketAddress(server.address(), server.port()), loops, clock))
                .orElseGet(() -> Dns.ofSystem(loops, clock));
        stalls = new StallWatch(loops.loops(), timers);
        metrics.watchProcess();
    }

    /** That the database is away is said once, by itself. */
    private static void failed(Throwable failure) {
        if (failure instanceof StorageFailure) {
            LOG.debug("A task could not be done", failure);
        } else {
            LOG.error("A task failed", failure);
        }
    }

    private static ThreadFactory threads(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends what was begun, the database last. */
    @Override
    public void close() {
        stalls.close();
        dns.close();
        loops.close();
        timers.close();
        end(pool);
        end(files);
        end(heavy);
        database.close();
        end(writer);
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
