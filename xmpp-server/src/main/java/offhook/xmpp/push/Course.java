package offhook.xmpp.push;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;

/**
 * When one device is told of messages: of the first at once, of those that come soon after it together, and again, later and
 * later, while its service fails. Safe to share.
 */
final class Course {

    /** What comes within this time after a push is told in one other. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    static final Duration FIRST_REST = Duration.ofSeconds(30);
    static final Duration LONGEST_REST = Duration.ofHours(1);

    private final Timers timers;
    private final Executor executor;
    private final IntConsumer push;

    // All guarded by this.
    private int unread;
    private int failures;
    private boolean behind;
    private Timer rest;

    /** @param push tells how many messages the user has not had */
    Course(Timers timers, Executor executor, IntConsumer push) {
        this.timers = timers;
        this.executor = executor;
        this.push = push;
    }

    /**
     * What waits since before a restart: it counts, and where the service may not have heard of all of it, it does after a
     * while.
     */
    synchronized void resumed(int waiting, boolean untold) {
        unread = waiting;
        behind = untold;
        if (untold) {
            rest(FIRST_REST);
        }
    }

    /** One more message waits. */
    synchronized void message() {
        unread++;
        behind = true;
        goOn();
    }

    /** The user has it all. */
    synchronized void awake() {
        unread = 0;
        behind = false;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    /** The service could not take the last push, XEP-0357 §8; how many it could not take in a row. */
    synchronized int failed() {
        failures++;
        behind = unread > 0;
        rest(backOff(failures));
        return failures;
    }

    /** There is no such device any more. */
    synchronized void end() {
        awake();
        if (rest != null) {
            rest.cancel();
        }
    }

    /** Whether nothing has to be remembered of it. */
    synchronized boolean isOver() {
        return rest == null && unread == 0 && failures == 0;
    }

    private void goOn() {
        if (behind && rest == null) {
            behind = false;
            rest(WINDOW);
            push.accept(unread);
        }
    }

    private void rest(Duration time) {
        if (rest != null) {
            rest.cancel();
        }
        rest = timers.after(time, executor, this::rested);
    }

    private synchronized void rested() {
        rest = null;
        goOn();
    }

    private static Duration backOff(int failures) {
        var rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, 20));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
}
