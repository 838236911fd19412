package offhook.sip.transaction;

/** The timers by their names in RFC 3261 §17 and RFC 6026. */
enum TimerName {
    A,
    B,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    /** "Send 100 if TU won't in 200 ms", Figure 7. */
    TRYING,
    /** A cancelled INVITE gets no final response for 64*T1 (RFC 3261 §9.1). */
    CANCELLED,
    /** The client of a non-INVITE request has given up, its timer F has run out. */
    ABANDONED;

    /** Whether it repeats something, and so runs beside another timer that ends the state. */
    boolean repeats() {
        return this == A || this == E || this == G;
    }
}
