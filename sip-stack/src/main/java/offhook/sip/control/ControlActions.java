package offhook.sip.control;

/** What follows from the events of a call that we set up. */
interface ControlActions {

    /** Acknowledges the own phone's offer with an answer after which nothing is heard yet. */
    void holdOwn();

    /** INVITE without a description: the callee makes the offer. */
    void callCallee();

    /** Re-INVITE with the callee's offer. */
    void joinOwn();

    /** Acknowledges the callee's offer with the own phone's answer. */
    void takeCallee();

    /** CANCEL or BYE, whatever it takes. */
    void endOwn();

    void endCallee();

    /** From now on {@link ControlState#timeIsOver} is called when this has taken too long. */
    void wait(Waiting what);

    void reached(Stage stage);

    void ended(Ending why);

    /** What is waited for. */
    enum Waiting {
        OWN_PHONE,
        CALLEE,
        /** That the own phone takes the callee's offer. */
        JOINING,
        /** Nothing: they talk, or all is over. */
        NOTHING
    }
}
