package offhook.sip.control;

import offhook.sip.control.ControlActions.Waiting;

/**
 * A call between a person's own phone and a callee, set up by us: RFC 3725 §4.3 (Flow III). The own phone is invited
 * without a description, so that it says what it can do, and acknowledged with an inactive answer at once; so it may take as
 * long as it likes until the callee answers, which Flow I does not allow. A state overrides only the events that move it;
 * every other event leaves it as it is.
 */
sealed interface ControlState {

    static ControlState begin(ControlActions to) {
        to.wait(Waiting.OWN_PHONE);
        return new OwnPhone(false);
    }

    /** A provisional response but 100. */
    default ControlState ownRings(ControlActions to) {
        return this;
    }

    /** 2xx with an offer. */
    default ControlState ownAnswers(ControlActions to) {
        return this;
    }

    /** Nobody takes it; the status is 300 or more. */
    default ControlState ownRefuses(int status, ControlActions to) {
        return this;
    }

    default ControlState calleeRings(ControlActions to) {
        return this;
    }

    default ControlState calleeAnswers(ControlActions to) {
        return this;
    }

    default ControlState calleeRefuses(int status, ControlActions to) {
        return this;
    }

    /** The own phone has answered the callee's offer. */
    default ControlState joined(ControlActions to) {
        return this;
    }

    default ControlState notJoined(int status, ControlActions to) {
        return this;
    }

    /** BYE, or nothing is left of the dialog. */
    default ControlState ownHangsUp(ControlActions to) {
        return this;
    }

    default ControlState calleeHangsUp(ControlActions to) {
        return this;
    }

    /** The person who asked for it says so. */
    default ControlState givenUp(ControlActions to) {
        return this;
    }

    default ControlState timeIsOver(ControlActions to) {
        return this;
    }

    /** The own phone is called. */
    record OwnPhone(boolean rings) implements ControlState {

        @Override
        public ControlState ownRings(ControlActions to) {
            if (!rings) {
                to.reached(Stage.OWN_PHONE_RINGS);
            }
            return new OwnPhone(true);
        }

        @Override
        public ControlState ownAnswers(ControlActions to) {
            to.holdOwn();
            to.callCallee();
            to.wait(Waiting.CALLEE);
            to.reached(Stage.CALLING);
            return new Callee(false);
        }

        @Override
        public ControlState ownRefuses(int status, ControlActions to) {
            return over(Ending.ofOwnPhone(status, rings), to);
        }

        @Override
        public ControlState givenUp(ControlActions to) {
            to.endOwn();
            return over(Ending.GIVEN_UP, to);
        }

        @Override
        public ControlState timeIsOver(ControlActions to) {
            to.endOwn();
            return over(rings ? Ending.NOT_PICKED_UP : Ending.NO_PHONE, to);
        }
    }

    /** The own phone is held, and the callee is called. */
    record Callee(boolean rings) implements ControlState {

        @Override
        public ControlState calleeRings(ControlActions to) {
            if (!rings) {
                to.reached(Stage.RINGING);
            }
            return new Callee(true);
        }

        @Override
        public ControlState calleeAnswers(ControlActions to) {
            to.joinOwn();
            to.wait(Waiting.JOINING);
            return new Joining();
        }

        @Override
        public ControlState calleeRefuses(int status, ControlActions to) {
            to.endOwn();
            return over(Ending.ofCallee(status, rings), to);
        }

        @Override
        public ControlState ownHangsUp(ControlActions to) {
            to.endCallee();
            return over(Ending.GIVEN_UP, to);
        }

        @Override
        public ControlState givenUp(ControlActions to) {
            return endBoth(Ending.GIVEN_UP, to);
        }

        @Override
        public ControlState timeIsOver(ControlActions to) {
            return endBoth(Ending.NO_ANSWER, to);
        }
    }

    /** The callee has answered, and the own phone is told what to. */
    record Joining() implements ControlState {

        @Override
        public ControlState joined(ControlActions to) {
            to.takeCallee();
            to.wait(Waiting.NOTHING);
            to.reached(Stage.TALKING);
            return new Talking();
        }

        @Override
        public ControlState notJoined(int status, ControlActions to) {
            return endBoth(Ending.ofOwnPhone(status, true), to);
        }

        @Override
        public ControlState ownHangsUp(ControlActions to) {
            to.endCallee();
            return over(Ending.GIVEN_UP, to);
        }

        @Override
        public ControlState calleeHangsUp(ControlActions to) {
            to.endCallee(); // its 2xx still wants an ACK
            to.endOwn();
            return over(Ending.HUNG_UP, to);
        }

        @Override
        public ControlState givenUp(ControlActions to) {
            return endBoth(Ending.GIVEN_UP, to);
        }

        @Override
        public ControlState timeIsOver(ControlActions to) {
            return endBoth(Ending.FAILED, to);
        }
    }

    record Talking() implements ControlState {

        @Override
        public ControlState ownHangsUp(ControlActions to) {
            to.endCallee();
            return over(Ending.HUNG_UP, to);
        }

        @Override
        public ControlState calleeHangsUp(ControlActions to) {
            to.endOwn();
            return over(Ending.HUNG_UP, to);
        }

        @Override
        public ControlState givenUp(ControlActions to) {
            return endBoth(Ending.HUNG_UP, to);
        }
    }

    record Over() implements ControlState {}

    private static ControlState endBoth(Ending why, ControlActions to) {
        to.endCallee();
        to.endOwn();
        return over(why, to);
    }

    private static ControlState over(Ending why, ControlActions to) {
        to.wait(Waiting.NOTHING);
        to.ended(why);
        return new Over();
    }
}
