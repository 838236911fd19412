package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one channel of the outbox moving: asks for what is due, a few people at a time, one step for each at a time, and
 * sleeps until the next row is due or a new one comes. {@link #wake} and {@link #stop} are safe to share; the rest belongs to its lane.
 *
 * <p>It remembers nothing that is not in the rows, but who has a step under way.
 */
final class Dispatcher<S> {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** As many people have a step under way at once. */
    static final int MOST_UNDER_WAY = 64;

    /** While rows wait they are looked at this often, should the wall clock jump. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(5);

    /** After a fault of the database or of ours. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Courier<S> courier;
    private final Database database;
    private final Lane lane;
    private final Timers timers;
    private final InstantSource clock;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final Set<UserId> underWay = new HashSet<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private boolean asking;
    private boolean stopping;
    private Timer sleep;

    private record Found<S>(Map<UserId, S> steps, Optional<Instant> next) {}

    Dispatcher(Courier<S> courier, Database database, Lane lane, Timers timers, InstantSource clock) {
        this.courier = courier;
        this.database = database;
        this.lane = lane;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * There may be something to do. Also called inside the transaction that writes a row: what is asked for here is
     * asked on the writer's thread, after it.
     */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            timers.after(Duration.ZERO, lane, this::ask);
        }
    }

    /** Begins no further step; completes when those under way are over. */
    CompletionStage<Void> stop() {
        lane.execute(() -> {
            stopping = true;
            cancelSleep();
            endIfIdle();
        });
        return stopped;
    }

    private void ask() {
        woken.set(false);
        if (asking || stopping) {
            return;
        }
        asking = true;
        cancelSleep();
        var busy = Set.copyOf(underWay);
        database.write(tx -> find(new OutboxTable(tx), busy)).whenCompleteAsync(this::found, lane);
    }

    /** Runs on the writer's thread. */
    private Found<S> find(Outbox outbox, Set<UserId> busy) {
        var now = clock.instant();
        var steps = new LinkedHashMap<UserId, S>();
        for (var person : outbox.due(courier.channel(), now, MOST_UNDER_WAY + busy.size())) {
            if (!busy.contains(person) && busy.size() + steps.size() < MOST_UNDER_WAY) {
                courier.next(person, now, outbox).ifPresent(step -> steps.put(person, step));
            }
        }
        return new Found<>(steps, outbox.nextDue(courier.channel(), now));
    }

    private void found(Found<S> found, Throwable failure) {
        asking = false;
        if (failure != null) {
            log.warn("the outbox cannot be read, another try follows: {}", Cause.line(failure));
            sleepFor(REST);
            return;
        }
        // A step that fails at once ends in this lane, too: after all of them have begun.
        underWay.addAll(found.steps.keySet());
        found.steps.forEach(this::begin);
        var now = clock.instant();
        found.next.ifPresent(due -> sleepFor(Duration.between(now, due)));
        endIfIdle();
    }

    private void begin(UserId person, S step) {
        CompletionStage<?> run;
        try {
            run = courier.run(person, step);
        } catch (RuntimeException e) {
            run = CompletableFuture.failedFuture(e);
        }
        run.whenCompleteAsync((done, failure) -> ended(person, failure), lane);
    }

    private void ended(UserId person, Throwable failure) {
        if (failure == null) {
            release(person);
        } else {
            Cause.log(log, failure, "a delivery to {} by {} broke off, another try follows", person, courier.channel());
            timers.after(REST, lane, () -> release(person));
        }
    }

    private void release(UserId person) {
        underWay.remove(person);
        wake();
        endIfIdle();
    }

    private void endIfIdle() {
        if (stopping && !asking && underWay.isEmpty()) {
            stopped.complete(null);
        }
    }

    private void sleepFor(Duration time) {
        if (!stopping) {
            cancelSleep();
            sleep = timers.after(time.compareTo(LONGEST_SLEEP) < 0 ? time : LONGEST_SLEEP, lane, this::wake);
        }
    }

    private void cancelSleep() {
        if (sleep != null) {
            sleep.cancel();
            sleep = null;
        }
    }
}
