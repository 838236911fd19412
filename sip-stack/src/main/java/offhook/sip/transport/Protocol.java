package offhook.sip.transport;

/** A transport as Via names it (RFC 3261 §20.42). */
public enum Protocol {
    UDP(false),
    TCP(true);

    private final boolean reliable;

    Protocol(boolean reliable) {
        this.reliable = reliable;
    }

    /** Whether nothing needs to be sent twice on it (RFC 3261 §17). */
    public boolean isReliable() {
        return reliable;
    }
}
