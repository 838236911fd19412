package offhook.sip.transaction;

import java.time.Duration;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/**
 * The two timers a transaction may have at once: one that repeats something, and one that ends the state. Each transaction
 * is one of these rather than has one: thousands wait half a minute for nothing but repetitions, and every object that
 * waits is copied twice by the collector.
 */
abstract class TransactionTimers {

    private Timer repeating;
    private Timer ending;

    abstract Loop loop();

    /** That timer has run out. */
    abstract void fires(TimerName name);

    final void startTimer(TimerName name, Duration delay) {
        stopTimer(name);
        set(name, loop().after(delay, () -> fires(name)));
    }

    private void set(TimerName name, Timer timer) {
        if (name.repeats()) {
            repeating = timer;
        } else {
            ending = timer;
        }
    }

    final void stopTimer(TimerName name) {
        var timer = name.repeats() ? repeating : ending;
        if (timer != null) {
            timer.cancel();
            set(name, null);
        }
    }

    final void stopTimers() {
        stopTimer(TimerName.A);
        stopTimer(TimerName.B);
    }
}
