package offhook.directory.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import offhook.directory.Hashing;
import offhook.directory.credentials.MasterKey;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file that rules the people it names. It is read at start and whenever it has changed and then stayed the same for
 * a second; a file that is gone changes nothing. Safe to share.
 */
public final class CsvSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CsvSource.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final int MOST_ERRORS_LOGGED = 50;

    private final Path file;
    private final CsvDefaults defaults;
    private final CsvImport into;
    private final CsvMarks marks;
    private final Timers timers;
    private final Lane lane;

    // These belong to the lane.
    private Optional<Stamp> read = Optional.empty();
    private Optional<Stamp> seen = Optional.empty();
    private CompletableFuture<CsvReport> running = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    /** What changes when a file does, whether it is written over or replaced. */
    private record Stamp(long size, long modified, String key) {}

    /** @param files a pool for work that blocks */
    public CsvSource(
            Path file,
            CsvDefaults defaults,
            CsvImport into,
            Hashing hashing,
            MasterKey key,
            Timers timers,
            Executor files) {
        this.file = file;
        this.defaults = defaults;
        this.into = into;
        this.marks = new CsvMarks(key, hashing.domain(), hashing.iterations());
        this.timers = timers;
        this.lane = new Lane(files);
    }

    public Path file() {
        return file;
    }

    /** Reads the file, then watches it. The stage completes when everybody in it can log in. */
    public CompletionStage<CsvReport> start() {
        return reload().whenComplete(this::watchOn);
    }

    /** Reads the file now, changed or not. */
    public CompletionStage<CsvReport> reload() {
        return CompletableFuture.supplyAsync(this::loadInTurn, lane).thenCompose(Function.identity());
    }

    /** While an import runs, the next one waits for its end. */
    private CompletionStage<CsvReport> loadInTurn() {
        running = running.handle((report, failure) -> null)
                .thenComposeAsync(nothing -> load(), lane)
                .whenCompleteAsync((report, failure) -> forget(failure), lane);
        return running;
    }

    @Override
    public void close() {
        closed = true;
    }

    private CompletionStage<CsvReport> load() {
        read = stamp();
        seen = read;
        Readers.others(file).ifPresent(wrong -> LOG.warn("{}: {}", file, wrong));
        return into.rule(
                        CsvPeople.read(file, defaults),
                        marks,
                        file.getFileName().toString())
                .whenComplete((report, failure) -> log(report, failure));
    }

    /** What failed in the database or for want of room, and not in the file, is worth another try. */
    private void forget(Throwable failure) {
        if (failure != null) {
            read = Optional.empty();
        }
    }

    private void watchOn(CsvReport report, Throwable failure) {
        watch(failure == null ? PAUSE : PAUSE_AFTER_FAILURE);
    }

    private void watch(Duration pause) {
        if (!closed) {
            timers.after(pause, lane, this::look);
        }
    }

    private void look() {
        var now = stamp();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && now.isPresent() && !now.equals(read)) {
            reload().whenComplete(this::watchOn);
        } else {
            watch(PAUSE);
        }
    }

    private Optional<Stamp> stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            return Optional.of(new Stamp(attributes.size(), modified, String.valueOf(attributes.fileKey())));
        } catch (IOException e) {
            return Optional.empty(); // gone, or out of reach: reading it will say so
        }
    }

    private void log(CsvReport report, Throwable failure) {
        if (failure != null) {
            Cause.log(LOG, failure, "{}: not imported, to be tried again", file);
            return;
        }
        report.errors().stream().limit(MOST_ERRORS_LOGGED).forEach(error -> LOG.warn("{} {}", file, error));
        if (report.errors().size() > MOST_ERRORS_LOGGED) {
            LOG.warn("{}: {} more errors", file, report.errors().size() - MOST_ERRORS_LOGGED);
        }
        LOG.info("{}: {}", file, report.applied() ? report : "nothing was changed");
    }
}
