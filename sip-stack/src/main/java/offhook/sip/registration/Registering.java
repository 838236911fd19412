package offhook.sip.registration;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.sip.agent.Pause;

/**
 * What becomes of a registration of ours: RFC 3261 §10.2, as the one who registers sees it.
 *
 * <p>A state overrides only what moves it. It holds no clock and no socket: what it does goes out through {@link Actions}.
 * Belongs to the loop of its registration.
 */
sealed interface Registering {

    /** A registrar that grants next to nothing is not asked all the time. */
    Duration SHORTEST = Duration.ofSeconds(2);

    /** What it does. */
    interface Actions {

        /** Sends a REGISTER. */
        void register();

        /** Sends one that takes the contact back. */
        void unregister();

        /** Starts the timer, or starts it again. */
        void start(Duration after);

        void stop();

        /** It is all over. */
        void gone();

        RandomGenerator random();
    }

    /**
     * Why it was refused.
     *
     * @param status 408 and 503 stand for no answer at all, too
     * @param retryAfter not earlier than this, says the registrar
     * @param brief it wants longer registrations, and from now on it is asked for one (423)
     */
    record Refusal(int status, Optional<Duration> retryAfter, boolean brief) {

        /** §10.3: somebody has to make the address of record before it can be registered. */
        Pause.Kind kind() {
            return brief ? Pause.Kind.AT_ONCE : status == 404 ? Pause.Kind.SELDOM : Pause.Kind.of(status);
        }
    }

    /** @param first the pause before the first attempt, so that not all begin at once */
    static Registering begins(Duration first, Actions to) {
        to.start(first);
        return new Waiting(0, false);
    }

    private static Registering asks(int failures, boolean bound, Actions to) {
        to.stop();
        to.register();
        return new Asking(failures, bound, false);
    }

    private static Registering leaves(boolean bound, Actions to) {
        to.stop();
        if (!bound) {
            to.gone();
            return new Gone();
        }
        to.unregister();
        return new Leaving(true);
    }

    /** The timer is due. */
    default Registering due(Actions to) {
        return this;
    }

    /** 2xx, with our contact among the bindings. */
    default Registering accepted(Duration granted, Actions to) {
        return this;
    }

    /** The REGISTER was refused, or not answered. */
    default Registering refused(Refusal why, Actions to) {
        return this;
    }

    /** The registrar may have forgotten us, or other credentials hold: asks it, after this pause. */
    default Registering again(Duration in, Actions to) {
        return this;
    }

    /** It is not wanted any more. */
    default Registering leaves(Actions to) {
        return this;
    }

    /**
     * Nothing is on its way.
     *
     * @param failures attempts in a row that came to nothing
     * @param bound what was granted before may still run
     */
    record Waiting(int failures, boolean bound) implements Registering {

        @Override
        public Registering due(Actions to) {
            return asks(failures, bound, to);
        }

        @Override
        public Registering again(Duration in, Actions to) {
            to.start(in);
            return new Waiting(0, bound);
        }

        @Override
        public Registering leaves(Actions to) {
            return Registering.leaves(bound, to);
        }
    }

    /**
     * A REGISTER is on its way; §10.2: there is never another one beside it.
     *
     * @param failures attempts in a row that came to nothing
     * @param bound what was granted before may still run
     * @param anew whatever it is answered, another one is to follow
     */
    record Asking(int failures, boolean bound, boolean anew) implements Registering {

        @Override
        public Registering accepted(Duration granted, Actions to) {
            if (anew) {
                return asks(0, true, to);
            }
            var pause = Pause.beforeEndOf(granted, to.random());
            to.start(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause);
            return new Registered();
        }

        @Override
        public Registering refused(Refusal why, Actions to) {
            if (anew) {
                return asks(0, bound, to);
            }
            to.start(Pause.after(why.kind(), why.retryAfter(), failures + 1, to.random()));
            return new Waiting(failures + 1, bound);
        }

        @Override
        public Registering again(Duration in, Actions to) {
            return new Asking(failures, bound, true);
        }

        @Override
        public Registering leaves(Actions to) {
            return new Leaving(false);
        }
    }

    /** The registrar has our contact. */
    record Registered() implements Registering {

        @Override
        public Registering due(Actions to) {
            return asks(0, true, to);
        }

        @Override
        public Registering again(Duration in, Actions to) {
            to.start(in);
            return this;
        }

        @Override
        public Registering leaves(Actions to) {
            return Registering.leaves(true, to);
        }
    }

    /**
     * It is not wanted any more, and the registrar is told, as soon as it has answered the REGISTER before.
     *
     * @param told whether it is being told already
     */
    record Leaving(boolean told) implements Registering {

        @Override
        public Registering accepted(Duration granted, Actions to) {
            return Registering.leaves(!told, to);
        }

        /** What was not answered may have arrived all the same. */
        @Override
        public Registering refused(Refusal why, Actions to) {
            return Registering.leaves(!told && why.status() == 408, to);
        }
    }

    /** There is nothing more to do. */
    record Gone() implements Registering {}
}
