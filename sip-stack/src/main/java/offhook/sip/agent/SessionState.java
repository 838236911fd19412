package offhook.sip.agent;

/**
 * A state of a call in which we are one of the two ends: RFC 3261 §13.3.1.4 and §15. A state overrides only what moves it,
 * and however things cross, the end is told once.
 */
sealed interface SessionState {

    /** What it does. */
    interface Actions {

        void bye();

        void over(Ending why);
    }

    /** A 2xx to an INVITE has gone out: the first one, or one within the call. */
    default SessionState accepted(Actions to) {
        return this;
    }

    /** The ACK of the last 2xx. */
    default SessionState acknowledged(Actions to) {
        return this;
    }

    /** The last 2xx was sent for as long as it is, and its ACK has not come. */
    default SessionState lapses(Actions to) {
        return this;
    }

    /** Their BYE. */
    default SessionState theyHangUp(Actions to) {
        to.over(Ending.THEY_HUNG_UP);
        return new Over();
    }

    /** We want to end it. */
    default SessionState weHangUp(Actions to) {
        to.bye();
        to.over(Ending.WE_HUNG_UP);
        return new Over();
    }

    /** The session timer has run out. */
    default SessionState expires(Actions to) {
        to.bye();
        to.over(Ending.EXPIRED);
        return new Over();
    }

    /** A request of ours within the call was answered with 481 or 408. */
    default SessionState gone(Actions to) {
        to.over(Ending.GONE);
        return new Over();
    }

    /** Both ends know that it is there. */
    record Confirmed() implements SessionState {

        @Override
        public SessionState accepted(Actions to) {
            return new Unacknowledged();
        }
    }

    /** Our 2xx may not have arrived. */
    record Unacknowledged() implements SessionState {

        @Override
        public SessionState acknowledged(Actions to) {
            return new Confirmed();
        }

        @Override
        public SessionState lapses(Actions to) {
            to.bye();
            to.over(Ending.NOT_ACKNOWLEDGED);
            return new Over();
        }

        /** §15: "MUST NOT send a BYE on a confirmed dialog until it has received an ACK for its 2xx". */
        @Override
        public SessionState weHangUp(Actions to) {
            return new Leaving();
        }
    }

    /** We want to end it, and the ACK must come first. */
    record Leaving() implements SessionState {

        @Override
        public SessionState acknowledged(Actions to) {
            to.bye();
            to.over(Ending.WE_HUNG_UP);
            return new Over();
        }

        @Override
        public SessionState lapses(Actions to) {
            return acknowledged(to);
        }

        @Override
        public SessionState weHangUp(Actions to) {
            return this;
        }
    }

    record Over() implements SessionState {

        @Override
        public SessionState theyHangUp(Actions to) {
            return this;
        }

        @Override
        public SessionState weHangUp(Actions to) {
            return this;
        }

        @Override
        public SessionState expires(Actions to) {
            return this;
        }

        @Override
        public SessionState gone(Actions to) {
            return this;
        }
    }
}
