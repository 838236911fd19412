package offhook.gateway.presence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntSupplier;
import offhook.runtime.work.Timers;

/**
 * Spreads the changes of many people at once, as when a PBX restarts, over time. Safe to share.
 *
 * <p>Its queue holds each person once at most, so the directory bounds it.
 */
final class Pace {

    private static final int TURNS_PER_SECOND = 10;
    private static final Duration TURN = Duration.ofSeconds(1).dividedBy(TURNS_PER_SECOND);

    private final Timers timers;
    private final IntSupplier mostPerSecond;

    // Guarded by this. A turn is running while something passed in it.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int passed;

    /** @param mostPerSecond asked anew each turn; 0 for any number */
    Pace(Timers timers, IntSupplier mostPerSecond) {
        this.timers = timers;
        this.mostPerSecond = mostPerSecond;
    }

    /** Runs the step at once, or in its turn on the thread of the timers; it must not block. */
    void pass(Runnable step) {
        if (mostPerSecond.getAsInt() == 0 || takeTurn(step)) {
            step.run();
        }
    }

    /** How many steps wait for their turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean takeTurn(Runnable step) {
        if (!waiting.isEmpty() || passed >= mostPerTurn()) {
            waiting.add(step);
            return false;
        }
        if (passed++ == 0) {
            timers.after(TURN, Runnable::run, this::turn);
        }
        return true;
    }

    private void turn() {
        var due = new ArrayDeque<Runnable>();
        synchronized (this) {
            int most = mostPerTurn();
            while (!waiting.isEmpty() && due.size() < most) {
                due.add(waiting.remove());
            }
            passed = due.size();
            if (passed > 0) {
                timers.after(TURN, Runnable::run, this::turn);
            }
        }
        due.forEach(Runnable::run);
    }

    private int mostPerTurn() {
        int most = mostPerSecond.getAsInt();
        return most == 0 ? Integer.MAX_VALUE : Math.max(1, most / TURNS_PER_SECOND);
    }
}
