package offhook.sip.agent;

/** What follows from the events of an INVITE of ours; a tag says which of its 2xx is meant. */
interface OutgoingActions {

    void rings();

    /** Somebody has answered, the first one. */
    void answered(String tag);

    /** Nobody takes the call, or not any more. */
    void refused();

    void cancel();

    void acknowledge(String tag);

    /** The same ACK. */
    void acknowledgeAgain(String tag);

    /** ACK, and BYE. */
    void decline(String tag);

    /** BYE. */
    void hangUp();
}
