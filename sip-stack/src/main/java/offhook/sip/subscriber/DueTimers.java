package offhook.sip.subscriber;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** At most one timer of each name. Belongs to its loop. */
final class DueTimers<N extends Enum<N>> {

    private final Loop loop;
    private final Consumer<N> due;
    private final Map<N, Timer> running;

    DueTimers(Class<N> names, Loop loop, Consumer<N> due) {
        this.loop = loop;
        this.due = due;
        running = new EnumMap<>(names);
    }

    /** A timer of that name that runs is forgotten. */
    void start(N name, Duration after) {
        stop(name);
        running.put(name, loop.after(after, () -> {
            running.remove(name);
            due.accept(name);
        }));
    }

    void stop(N name) {
        var timer = running.remove(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    void stopAll() {
        running.values().forEach(Timer::cancel);
        running.clear();
    }
}
