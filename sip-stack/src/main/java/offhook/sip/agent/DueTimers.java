package offhook.sip.agent;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** At most one timer of each name. Belongs to its loop. */
public final class DueTimers<N extends Enum<N>> {

    private final Loop loop;
    private final Consumer<N> due;
    private final Map<N, Timer> running;

    public DueTimers(Class<N> names, Loop loop, Consumer<N> due) {
        this.loop = loop;
        this.due = due;
        running = new EnumMap<>(names);
    }

    /** A timer of that name that runs is forgotten. */
    public void start(N name, Duration after) {
        stop(name);
        running.put(name, loop.after(after, () -> {
            running.remove(name);
            due.accept(name);
        }));
    }

    public void stop(N name) {
        var timer = running.remove(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    public void stopAll() {
        running.values().forEach(Timer::cancel);
        running.clear();
    }
}
