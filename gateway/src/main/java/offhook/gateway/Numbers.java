package offhook.gateway;

import java.time.InstantSource;
import offhook.runtime.metrics.Metrics;

/** The numbers of {@code /metrics} that nobody counts but who asks: queues, sessions, calls. */
record Numbers(Metrics to, InstantSource clock) {

    void of(Gateway gateway) {}
}
