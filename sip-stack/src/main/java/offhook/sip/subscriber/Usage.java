package offhook.sip.subscriber;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.sip.agent.Pause;

/**
 * The subscription at one notifier, once its first NOTIFY has come: RFC 6665 §4.1.2 as the subscriber sees it.
 *
 * <p>A state overrides only what moves it. It holds no clock and no socket: what it does goes out through {@link Actions}.
 * Belongs to the loop of its dialog.
 */
sealed interface Usage {

    /** 64*T1 of RFC 6665 §4.1.2.4. */
    Duration TIMER_N = Duration.ofSeconds(32);

    /** What may become due. */
    enum Timer {
        /** The subscription should be refreshed, for the first time or once more. */
        REFRESH,
        /** Nothing has refreshed it in time. */
        EXPIRY,
        /** Timer N: no NOTIFY has come for the SUBSCRIBE. */
        NOTIFY
    }

    /** What a usage does. */
    interface Actions {

        /** Sends a SUBSCRIBE in the dialog. */
        void refresh();

        /** Starts a timer, or starts it again. */
        void start(Timer timer, Duration after);

        void stop(Timer timer);

        RandomGenerator random();
    }

    /** The first NOTIFY has come. */
    static Usage begins(Duration expires, Actions to) {
        return live(expires, to);
    }

    private static Usage live(Duration expires, Actions to) {
        to.start(Timer.EXPIRY, expires);
        to.start(Timer.REFRESH, Pause.beforeEndOf(expires, to.random()));
        to.stop(Timer.NOTIFY);
        return new Live();
    }

    /** A timer that it has started is due. */
    default Usage fires(Timer timer, Actions to) {
        return switch (timer) {
            case REFRESH -> refreshes(0, to);
            case EXPIRY -> over(Ending.unheard("expired"), to);
            case NOTIFY -> this;
        };
    }

    private static Usage refreshes(int failures, Actions to) {
        to.stop(Timer.REFRESH);
        to.start(Timer.NOTIFY, TIMER_N);
        to.refresh();
        return new Refreshing(failures);
    }

    /** 2xx to a refresh. The NOTIFY that follows tells more. */
    default Usage accepted(Optional<Duration> expires, Actions to) {
        expires.filter(time -> !time.isZero()).ifPresent(time -> to.start(Timer.EXPIRY, time));
        return this;
    }

    /** A refresh was refused, or not answered, which is a 408 or 503. */
    default Usage refused(int status, Optional<Duration> retryAfter, Actions to) {
        return Ending.isFatal(status) ? over(Ending.of(status, retryAfter), to) : this;
    }

    /** A NOTIFY has come. */
    default Usage notified(SubscriptionState state, Duration granted, Actions to) {
        return state.ended().isPresent()
                ? over(state.ended().get(), to)
                : live(state.expires().orElse(granted), to);
    }

    /** The full state is wanted: what is known may have a gap. */
    default Usage wanted(Actions to) {
        return refreshes(0, to);
    }

    private static Usage over(Ending ending, Actions to) {
        for (var timer : Timer.values()) {
            to.stop(timer);
        }
        return new Over(ending);
    }

    /** All is well. */
    record Live() implements Usage {

        /** The NOTIFY was faster than the 2xx. */
        @Override
        public Usage accepted(Optional<Duration> expires, Actions to) {
            return expires.filter(time -> !time.isZero())
                    .map(time -> live(time, to))
                    .orElse(this);
        }

        /** In the middle of its time, a NOTIFY that says nothing of it leaves it as it is. */
        @Override
        public Usage notified(SubscriptionState state, Duration granted, Actions to) {
            return state.ended().isEmpty() && state.expires().isEmpty()
                    ? this
                    : Usage.super.notified(state, granted, to);
        }
    }

    /**
     * A SUBSCRIBE is on its way; its NOTIFY ends this state.
     *
     * @param failures refreshes in a row that were refused
     */
    record Refreshing(int failures) implements Usage {

        /** §4.1.2.2: refused for no lasting reason, it still runs until its end: try again before. */
        @Override
        public Usage refused(int status, Optional<Duration> retryAfter, Actions to) {
            if (Ending.isFatal(status)) {
                return Usage.super.refused(status, retryAfter, to);
            }
            var ending = new Ending(Pause.Kind.LATER, retryAfter, Integer.toString(status));
            to.stop(Timer.NOTIFY);
            to.start(Timer.REFRESH, ending.pause(failures + 1, to.random()));
            return new Doubtful(failures + 1);
        }

        @Override
        public Usage fires(Timer timer, Actions to) {
            return timer == Timer.NOTIFY ? over(Ending.unheard("no NOTIFY"), to) : Usage.super.fires(timer, to);
        }

        @Override
        public Usage wanted(Actions to) {
            return this;
        }
    }

    /**
     * The last refresh was refused or not answered, but what was granted before still runs.
     *
     * @param failures refreshes in a row that were refused
     */
    record Doubtful(int failures) implements Usage {

        @Override
        public Usage fires(Timer timer, Actions to) {
            return timer == Timer.REFRESH ? refreshes(failures, to) : Usage.super.fires(timer, to);
        }
    }

    /** There is no subscription any more. */
    record Over(Ending ending) implements Usage {

        @Override
        public Usage fires(Timer timer, Actions to) {
            return this;
        }

        @Override
        public Usage accepted(Optional<Duration> expires, Actions to) {
            return this;
        }

        @Override
        public Usage refused(int status, Optional<Duration> retryAfter, Actions to) {
            return this;
        }

        @Override
        public Usage notified(SubscriptionState state, Duration granted, Actions to) {
            return this;
        }

        @Override
        public Usage wanted(Actions to) {
            return this;
        }
    }
}
