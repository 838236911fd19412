package offhook.runtime.net;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds event loops that do not turn: asks each of them to answer, and logs where one is that takes longer than
 * {@value #LIMIT_MS} ms, in a line for each stall. Safe to share.
 */
public final class StallWatch implements AutoCloseable {

    static final long LIMIT_MS = 200;

    private static final String OURS = "offhook.";
    private static final int MOST_OF_OURS = 3;

    private static final Duration BEAT = Duration.ofMillis(LIMIT_MS / 2);
    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);

    private final Timers timers;
    private final List<Pulse> pulses;
    private final AtomicLong stalls = new AtomicLong();
    private volatile Timer next;
    private volatile boolean closed;

    /** Starts to watch. */
    public StallWatch(List<? extends Loop> loops, Timers timers) {
        this.timers = timers;
        pulses = loops.stream().map(Pulse::new).toList();
        schedule();
    }

    /** How many stalls there were. */
    public long stalls() {
        return stalls.get();
    }

    /** How long the loop has not turned that has not for longest, in steps of half the limit. */
    public Duration longest() {
        return BEAT.multipliedBy(
                pulses.stream().mapToLong(pulse -> pulse.missed.get()).max().orElse(0));
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    private void schedule() {
        next = timers.after(BEAT, Runnable::run, this::beat); // on the timers' own thread, which no loop can stall
    }

    private void beat() {
        pulses.forEach(Pulse::check);
        if (!closed) {
            schedule();
        }
    }

    private final class Pulse {

        private final Loop loop;
        private volatile boolean asked;
        private final AtomicLong missed = new AtomicLong();
        private volatile Thread thread;

        Pulse(Loop loop) {
            this.loop = loop;
        }

        void check() {
            if (!asked) {
                asked = true;
                loop.execute(this::answer);
                return;
            }
            if (missed.incrementAndGet() == LIMIT_MS / BEAT.toMillis()) {
                stalls.incrementAndGet();
                LOG.warn("{} has not turned for {} ms; it is at {}", name(), LIMIT_MS, place());
            }
        }

        private void answer() {
            var millis = missed.getAndSet(0) * BEAT.toMillis();
            if (millis >= LIMIT_MS) {
                LOG.warn("{} turns again after about {} ms", name(), millis);
            }
            thread = Thread.currentThread();
            asked = false;
        }

        private String name() {
            var known = thread;
            return known == null ? "An event loop" : "The event loop " + known.getName();
        }

        /** What it does, and the last of what is ours on the way there: on a slow machine, the first seconds have many. */
        private String place() {
            var known = thread;
            if (known == null) {
                return "a place unknown: it has never turned yet";
            }
            var stack = known.getStackTrace();
            var ours = Arrays.stream(stack)
                    .skip(1)
                    .filter(frame -> frame.getClassName().startsWith(OURS))
                    .limit(MOST_OF_OURS);
            return Stream.concat(Arrays.stream(stack).limit(1), ours)
                    .map(frame -> frame.getClassName()
                            + '.'
                            + frame.getMethodName()
                            + '('
                            + frame.getFileName()
                            + ':'
                            + frame.getLineNumber()
                            + ')')
                    .collect(Collectors.joining(", by "));
        }
    }
}
