package offhook.runtime.metrics;

import java.time.Duration;

/** Notes how long something took. Safe to share. */
@FunctionalInterface
public interface Timing {

    void took(Duration duration);
}
