package offhook.sip.agent;

import java.util.HashSet;
import java.util.Set;

/**
 * What an INVITE of ours has come to, RFC 3261 §13.2 and §9.1. A state overrides only the events that move it; every other
 * event leaves it as it is.
 */
sealed interface OutgoingState {

    /** A provisional response but 100. */
    default OutgoingState rings(OutgoingActions to) {
        return this;
    }

    /** A 2xx, for the first time or once more; the tag of its To says whose. */
    default OutgoingState answers(String tag, OutgoingActions to) {
        return this;
    }

    /** The final response is no 2xx, or nobody has answered. */
    default OutgoingState refuses(OutgoingActions to) {
        return this;
    }

    /** Whoever answered first is wanted: the ACK goes out. */
    default OutgoingState takes(OutgoingActions to) {
        return this;
    }

    /** It is not wanted any more. */
    default OutgoingState givesUp(OutgoingActions to) {
        return this;
    }

    /** There is no final response yet. */
    record Calling() implements OutgoingState {

        @Override
        public OutgoingState rings(OutgoingActions to) {
            to.rings();
            return this;
        }

        @Override
        public OutgoingState answers(String tag, OutgoingActions to) {
            to.answered(tag);
            return new Answered(tag, false, Set.of());
        }

        @Override
        public OutgoingState refuses(OutgoingActions to) {
            to.refused();
            return new Over(Set.of());
        }

        @Override
        public OutgoingState givesUp(OutgoingActions to) {
            to.cancel();
            return new GivenUp();
        }
    }

    /** The CANCEL is on its way, or waits for the first provisional response. */
    record GivenUp() implements OutgoingState {

        /** It has crossed the CANCEL. */
        @Override
        public OutgoingState answers(String tag, OutgoingActions to) {
            to.decline(tag);
            to.refused();
            return new Over(Set.of(tag));
        }

        @Override
        public OutgoingState refuses(OutgoingActions to) {
            to.refused();
            return new Over(Set.of());
        }
    }

    /**
     * Somebody has answered.
     *
     * @param taken whether the ACK was sent
     * @param declined the tags of others who answered as well
     */
    record Answered(String tag, boolean taken, Set<String> declined) implements OutgoingState {

        public Answered {
            declined = Set.copyOf(declined);
        }

        @Override
        public OutgoingState answers(String other, OutgoingActions to) {
            if (other.equals(tag)) {
                if (taken) {
                    to.acknowledgeAgain(tag);
                }
                return this;
            }
            return new Answered(tag, taken, decline(other, declined, to));
        }

        @Override
        public OutgoingState takes(OutgoingActions to) {
            if (!taken) {
                to.acknowledge(tag);
            }
            return new Answered(tag, true, declined);
        }

        @Override
        public OutgoingState givesUp(OutgoingActions to) {
            if (!taken) {
                to.decline(tag);
                return new Over(with(declined, tag));
            }
            to.hangUp();
            return new Over(with(declined, tag));
        }
    }

    /** @param declined the tags of those whose 2xx was acknowledged all the same */
    record Over(Set<String> declined) implements OutgoingState {

        public Over {
            declined = Set.copyOf(declined);
        }

        @Override
        public OutgoingState answers(String tag, OutgoingActions to) {
            return new Over(decline(tag, declined, to));
        }
    }

    /** §13.2.2.4: every 2xx is acknowledged, each time it comes; a dialog that nobody wants ends at once. */
    private static Set<String> decline(String tag, Set<String> declined, OutgoingActions to) {
        if (declined.contains(tag)) {
            to.acknowledgeAgain(tag);
            return declined;
        }
        to.decline(tag);
        return with(declined, tag);
    }

    private static Set<String> with(Set<String> tags, String tag) {
        var all = new HashSet<>(tags);
        all.add(tag);
        return all;
    }
}
