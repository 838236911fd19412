package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;

/** How people want to be told, besides what the directory knows. Answers from memory. Safe to share. */
public interface Wishes {

    /** Of people who have none. */
    Wishes NONE = new Wishes() {

        @Override
        public NotifyPolicy policy(User user, Notification what, MissedCallsConfig rules) {
            return user.notifyBy().orElse(rules.policy());
        }

        @Override
        public Duration after(Notification what, MissedCallsConfig rules) {
            return rules.after();
        }

        @Override
        public Instant told(User user, Instant event) {
            return event;
        }

        @Override
        public Optional<Instant> quietUntil(User user, Instant now) {
            return Optional.empty();
        }
    };

    /** How they are told of this. */
    NotifyPolicy policy(User user, Notification what, MissedCallsConfig rules);

    /** How long chat waits before a mail stands in. */
    Duration after(Notification what, MissedCallsConfig rules);

    /** When they are told of what happens at this instant: at once, with their digest, or after their quiet hours. */
    Instant told(User user, Instant event);

    /** When their quiet hours are over; empty outside of them. */
    Optional<Instant> quietUntil(User user, Instant now);
}
