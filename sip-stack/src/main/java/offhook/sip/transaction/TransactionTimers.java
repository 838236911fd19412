package offhook.sip.transaction;

import java.time.Duration;
import java.util.function.Consumer;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** The two timers a transaction may have at once: one that repeats something, and one that ends the state. */
final class TransactionTimers {

    private final Loop loop;
    private final Consumer<TimerName> fires;
    private Timer repeating;
    private Timer ending;

    TransactionTimers(Loop loop, Consumer<TimerName> fires) {
        this.loop = loop;
        this.fires = fires;
    }

    void start(TimerName name, Duration delay) {
        stop(name);
        var timer = loop.after(delay, () -> fires.accept(name));
        set(name, timer);
    }

    private void set(TimerName name, Timer timer) {
        if (name.repeats()) {
            repeating = timer;
        } else {
            ending = timer;
        }
    }

    void stop(TimerName name) {
        var timer = name.repeats() ? repeating : ending;
        if (timer != null) {
            timer.cancel();
            set(name, null);
        }
    }

    void stopAll() {
        stop(TimerName.A);
        stop(TimerName.B);
    }
}
