package offhook.runtime.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Wheel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of one loop on a wheel: most are cancelled before they fire, and with many thousands of them Netty's heap
 * takes an eighth of the loop's time. A timer is never early and at most a tick late. Belongs to the loop, but for
 * {@link #after} and the timers' own cancel.
 */
final class LoopTimers {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SLOTS = 4096; // 41 seconds: longer than most timers
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Logger LOG = LoggerFactory.getLogger(LoopTimers.class);

    private final EventLoop netty;
    private final Wheel<Waiting> wheel = new Wheel<>(SLOTS);
    private final long started = System.nanoTime();
    private long wakeAt = Long.MAX_VALUE;
    private Future<?> wake;

    LoopTimers(EventLoop netty) {
        this.netty = netty;
    }

    Timer after(Duration delay, Runnable task) {
        long nanos = (delay.compareTo(LONGEST) < 0 ? delay : LONGEST).toNanos();
        var waiting = new Waiting(task, (now() + Math.max(0, nanos) + TICK - 1) / TICK);
        if (netty.inEventLoop()) {
            waiting.begin();
        } else {
            netty.execute(waiting::begin);
        }
        return waiting;
    }

    private long now() {
        return System.nanoTime() - started;
    }

    private void wakeBy(long tick) {
        if (tick >= wakeAt) {
            return;
        }
        if (wake != null) {
            wake.cancel(false);
        }
        wakeAt = tick;
        wake = netty.schedule(this::turn, tick * TICK - now(), TimeUnit.NANOSECONDS);
    }

    private void turn() {
        wakeAt = Long.MAX_VALUE;
        wake = null;
        List<Waiting> due = new ArrayList<>();
        wheel.advance(now() / TICK, due::add);
        // One that is due may cancel the next, so they run when the wheel has stopped.
        due.forEach(Waiting::fire);
        if (wheel.size() > 0) {
            wakeBy(wheel.next());
        }
    }

    private final class Waiting extends Wheel.Spoke implements Timer {

        private final Runnable task;
        private volatile boolean cancelled;

        Waiting(Runnable task, long due) {
            super(due);
            this.task = task;
        }

        void begin() {
            if (!cancelled) {
                // A wheel that stood empty for long would have to turn through all of that time.
                if (wheel.size() == 0) {
                    wheel.advance(now() / TICK, nothing -> {});
                }
                wheel.add(this);
                wakeBy(due());
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (netty.inEventLoop()) {
                end();
            } else {
                netty.execute(this::end);
            }
        }

        private void end() {
            wheel.cancel(this);
        }

        void fire() {
            if (cancelled) {
                return;
            }
            try {
                task.run();
            } catch (Throwable fault) { // the other timers go on
                LOG.error("A timer's task failed", fault);
            }
        }
    }
}
