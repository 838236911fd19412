package offhook.runtime.share;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import offhook.runtime.storage.Room;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are announced, arrive once, and can be fetched by whoever knows their token, until they expire or are
 * revoked. What is acknowledged is on the disk and in the database; what is in one of them alone is swept. Safe to share.
 */
public final class SharedFiles {

    /** How long an announced file may take to begin to arrive. */
    public static final Duration ANNOUNCED_FOR = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(SharedFiles.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final int SWEEP_AFTER = 60; // looks
    private static final int TOKEN_BYTES = 24; // 192 bits

    private final Shelf shelf;
    private final SharedFileStore store;
    private final Executor io;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Supplier<Room> room;
    private final Set<String> arriving = ConcurrentHashMap.newKeySet();
    private final LongAdder kept = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private int looks;

    /**
     * @param folder ours alone; made at the start
     * @param io where files are read, written and deleted: not a loop
     * @param random a strong source
     * @param room what the disk has; nothing is announced and nothing arrives unless it is enough
     */
    public SharedFiles(
            Path folder,
            SharedFileStore store,
            Executor io,
            InstantSource clock,
            SecureRandom random,
            Supplier<Room> room) {
        this.shelf = new Shelf(folder);
        this.store = store;
        this.io = io;
        this.clock = clock;
        this.random = random;
        this.room = room;
    }

    /** Sweeps what an end in the middle has left, and goes on looking for what has expired. Blocks. */
    public void start(Timers timers) throws IOException {
        shelf.open();
        sweep();
        timers.after(LOOK_EVERY, io, () -> look(timers));
    }

    /** Whether the disk has room for files. */
    public boolean hasRoom() {
        return room.get() == Room.ENOUGH;
    }

    /** Makes room for a file; fails with {@link OverQuota}. The stage completes after the commit. */
    public CompletionStage<SharedFile> announce(SharedFile.Wanted wanted, Quota quota) {
        var now = clock.instant();
        var file = new SharedFile(
                token(),
                wanted.purpose(),
                wanted.account(),
                wanted.name(),
                wanted.type(),
                wanted.size(),
                now,
                now.plus(ANNOUNCED_FOR),
                wanted.keep(),
                Optional.empty());
        return store.announce(file, quota)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        refused();
                    }
                })
                .thenApply(done -> file);
    }

    /** What is known of a token, if it has not expired. Blocks. */
    public Optional<SharedFile> find(String token) {
        return Shelf.isToken(token)
                ? store.find(token).filter(file -> file.expires().isAfter(clock.instant()))
                : Optional.empty();
    }

    /** Begins to write an announced file; empty if somebody else does. Blocks. */
    public Optional<Arrival> begin(SharedFile file) throws IOException {
        if (!arriving.add(file.token())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Arrival(this, file, shelf.begin(file.token())));
        } catch (IOException | RuntimeException e) {
            arriving.remove(file.token());
            throw e;
        }
    }

    /** The bytes of a file that has arrived. Blocks. */
    public FileChannel read(SharedFile file) throws IOException {
        return shelf.read(file.token());
    }

    /** From now on nobody can fetch it. */
    public CompletionStage<Void> revoke(String token) {
        return store.revoke(token).thenRunAsync(() -> delete(List.of(token)), io);
    }

    /** Deletes the files of rows that have gone, as with their account. Not now, but soon. */
    public void swept() {
        io.execute(this::sweepOrSay);
    }

    CompletionStage<Boolean> keep(SharedFile file, FileChannel channel) throws IOException {
        shelf.keep(file.token(), channel);
        var now = clock.instant();
        return store.arrived(file.token(), now, now.plus(file.keep()))
                .whenCompleteAsync(
                        (done, failure) -> {
                            arriving.remove(file.token());
                            if (failure == null && done) {
                                kept.increment();
                                bytes.add(file.size());
                            } else {
                                refused();
                            }
                            if (failure == null && !done) {
                                delete(List.of(file.token()));
                            }
                        },
                        io);
    }

    void abort(SharedFile file, FileChannel channel) {
        try (channel) {
            shelf.discard(file.token());
        } catch (IOException e) {
            LOG.warn("A file that did not arrive is still there: {}", e.toString());
        } finally {
            arriving.remove(file.token());
            refused();
        }
    }

    /** Somebody wanted to bring a file that is not taken. */
    void refused() {
        refused.increment();
    }

    /** What became of uploads. */
    public UploadNumbers numbers() {
        return new UploadNumbers(kept.sum(), bytes.sum(), refused.sum());
    }

    private void look(Timers timers) {
        store.expire(clock.instant())
                .whenCompleteAsync(
                        (expired, failure) -> {
                            if (failure == null) {
                                delete(expired);
                            } else {
                                LOG.warn("Files that have expired are still there: {}", Cause.line(failure));
                            }
                            if (++looks % SWEEP_AFTER == 0) {
                                sweepOrSay();
                            }
                            timers.after(LOOK_EVERY, io, () -> look(timers));
                        },
                        io);
    }

    private void sweepOrSay() {
        try {
            sweep();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Files that nobody knows are still there: {}", e.toString());
        }
    }

    /** Deletes what no row knows. A file is known from its announcement on, so what arrives now is safe. */
    private void sweep() throws IOException {
        for (var tokens : shelf.all()) {
            var known = store.known(tokens);
            tokens.removeIf(known::contains);
            delete(tokens);
        }
    }

    private void delete(List<String> tokens) {
        for (var token : tokens) {
            try {
                shelf.delete(token);
            } catch (IOException e) {
                LOG.warn("A file could not be deleted, and will be tried again: {}", e.toString());
            }
        }
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
