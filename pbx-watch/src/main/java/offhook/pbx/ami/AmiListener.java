package offhook.pbx.ami;

/** Is told what Asterisk tells; what it does not care for does nothing. Belongs to one session. */
interface AmiListener {

    /** An event of calls. */
    default void happens(AmiMessage event) {}

    /** A list of all channels begins. */
    default void listBegins() {}

    default void listed(AmiMessage channel) {}

    default void listEnds() {}
}
