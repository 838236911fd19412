package offhook.gateway.notify;

import java.time.Instant;
import java.util.Locale;
import offhook.runtime.metrics.Counter;
import offhook.runtime.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows an attempt in one channel: the end, another one later, or the hospital. Safe to share. */
final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final BackOff backOff;
    private final Counter accepted;
    private final Counter later;
    private final Counter failed;

    Attempts(Channel channel, BackOff backOff, Metrics metrics) {
        this.backOff = backOff;
        accepted = counter("accepted", channel, metrics);
        later = counter("later", channel, metrics);
        failed = counter("failed", channel, metrics);
    }

    void succeeded() {
        accepted.increment();
    }

    /** Another attempt, unless they have gone on for long enough. */
    void tryLater(Entry carried, String cause, Instant now, Outbox outbox) {
        var due = backOff.next(carried.since(), carried.attempts(), now);
        if (due.isEmpty()) {
            giveUp(carried, cause, outbox);
            return;
        }
        outbox.later(carried.message(), due.get(), cause);
        later.increment();
        log.info("delivery {} goes on at {}: {}", carried.message(), due.get(), cause);
    }

    void giveUp(Entry carried, String cause, Outbox outbox) {
        outbox.failed(carried.message(), cause);
        failed.increment();
        log.warn(
                "delivery {} to {} is in the hospital: {}",
                carried.message(),
                carried.notification().user(),
                cause);
    }

    private static Counter counter(String outcome, Channel channel, Metrics metrics) {
        return metrics.counter(
                "notify_attempt",
                "Attempts to deliver an alert, by their outcome.",
                "channel",
                channel.name().toLowerCase(Locale.ROOT),
                "outcome",
                outcome);
    }
}
