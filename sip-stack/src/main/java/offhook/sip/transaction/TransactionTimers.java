package offhook.sip.transaction;

import java.time.Duration;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/**
 * The two timers a transaction may have at once: one that repeats something, and one that ends the state. Each transaction
 * is one of these rather than has one, and is itself what its end hands to the loop: thousands wait half a minute for nothing
 * but repetitions, and every object that waits is copied twice by the collector.
 */
abstract class TransactionTimers implements Runnable {

    private Timer repeating;
    private Timer ending;
    private TimerName end; // the name of that one

    abstract Loop loop();

    /** That timer has run out. */
    abstract void fires(TimerName name);

    /** For the loop alone: the timer that ends the state has run out. */
    @Override
    public final void run() {
        fires(end);
    }

    final void startTimer(TimerName name, Duration delay) {
        stopTimer(name);
        if (name.repeats()) {
            repeating = loop().after(delay, () -> fires(name));
        } else {
            end = name;
            ending = loop().after(delay, this);
        }
    }

    final void stopTimer(TimerName name) {
        var timer = name.repeats() ? repeating : ending;
        if (timer == null) {
            return;
        }
        timer.cancel();
        if (name.repeats()) {
            repeating = null;
        } else {
            ending = null;
        }
    }

    final void stopTimers() {
        stopTimer(TimerName.A);
        stopTimer(TimerName.B);
    }
}
