package offhook.sip.subscriber;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A subscription that is to last, whatever becomes of the single ones it is made of: it asks, is subscribed at one
 * notifier or, forked, at several (RFC 6665 §4.1.4), and asks again when all of these have ended.
 *
 * <p>What was told before holds until something else is told, or nobody has told anything for too long. Holds no clock and
 * no socket. Belongs to the loop of its subscriber.
 */
sealed interface Subscribing {

    /** What may become due. */
    enum Timer {
        /** The next attempt. */
        ATTEMPT,
        /** Timer N of RFC 6665 §4.1.2.4: no further notifier is expected. */
        NOTIFY,
        /** What was told too long ago is worth nothing any more. */
        LOST
    }

    /** What it does. */
    interface Actions {

        /** Sends a SUBSCRIBE that belongs to no dialog, and expects a NOTIFY. */
        void ask();

        /** Expects no other notifier of the last SUBSCRIBE. */
        void closeDoor();

        /** What is known is too old to hold. */
        void lost();

        /** Starts a timer, or starts it again. */
        void start(Timer timer, Duration after);

        void stop(Timer timer);

        RandomGenerator random();

        /** How long what was told holds without anybody to tell more. */
        Duration patience();
    }

    /** @param first the pause before the first attempt, so that not all begin at once */
    static Subscribing begins(Duration first, Actions to) {
        to.start(Timer.ATTEMPT, first);
        return new Waiting(0);
    }

    private static Subscribing asks(int failures, Actions to) {
        to.start(Timer.NOTIFY, Usage.TIMER_N);
        to.ask();
        return new Asking(failures);
    }

    private static Subscribing waits(Ending ending, int failures, Actions to) {
        to.closeDoor();
        to.stop(Timer.NOTIFY);
        to.start(Timer.ATTEMPT, ending.pause(failures, to.random()));
        return new Waiting(failures);
    }

    /** A timer that it has started is due. */
    default Subscribing fires(Timer timer, Actions to) {
        if (timer == Timer.LOST) {
            to.lost();
        }
        return this;
    }

    /** The first NOTIFY of a notifier has come, and there is a subscription. */
    default Subscribing confirmed(Actions to) {
        return this;
    }

    /** A subscription has lasted for as long as it was granted. */
    default Subscribing proved() {
        return this;
    }

    /** The last SUBSCRIBE was refused, or the last of its subscriptions has ended. */
    default Subscribing ended(Ending ending, Actions to) {
        return this;
    }

    /** Something has changed out there: what waits for long need not. */
    default Subscribing again(Duration delay, Actions to) {
        return this;
    }

    /** @param failures attempts in a row that came to nothing */
    record Waiting(int failures) implements Subscribing {

        @Override
        public Subscribing fires(Timer timer, Actions to) {
            return timer == Timer.ATTEMPT ? asks(failures, to) : Subscribing.super.fires(timer, to);
        }

        @Override
        public Subscribing again(Duration delay, Actions to) {
            to.start(Timer.ATTEMPT, delay);
            return new Waiting(0);
        }
    }

    /**
     * Neither refused nor confirmed yet.
     *
     * @param failures attempts in a row that came to nothing
     */
    record Asking(int failures) implements Subscribing {

        @Override
        public Subscribing fires(Timer timer, Actions to) {
            return timer == Timer.NOTIFY
                    ? waits(Ending.unheard("no NOTIFY"), failures + 1, to)
                    : Subscribing.super.fires(timer, to);
        }

        @Override
        public Subscribing confirmed(Actions to) {
            to.stop(Timer.LOST);
            return new Subscribed(failures);
        }

        @Override
        public Subscribing ended(Ending ending, Actions to) {
            return waits(ending, failures + 1, to);
        }
    }

    /**
     * At least one notifier tells.
     *
     * @param failures attempts in a row that came to nothing before; until it has lasted, this one may be the next
     */
    record Subscribed(int failures) implements Subscribing {

        @Override
        public Subscribing fires(Timer timer, Actions to) {
            if (timer == Timer.NOTIFY) {
                to.closeDoor();
            }
            return this;
        }

        @Override
        public Subscribing proved() {
            return new Subscribed(0);
        }

        @Override
        public Subscribing ended(Ending ending, Actions to) {
            to.start(Timer.LOST, to.patience());
            return waits(ending, failures + 1, to);
        }
    }
}
