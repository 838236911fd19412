package offhook.sip.transport;

import java.util.Locale;

/** A transport as Via names it (RFC 3261 §20.42). */
public enum Protocol {
    UDP(false, false),
    TCP(true, false),
    TLS(true, true);

    private static final int PORT = 5060;
    private static final int SECURE_PORT = 5061;

    private final boolean reliable;
    private final boolean secure;

    Protocol(boolean reliable, boolean secure) {
        this.reliable = reliable;
        this.secure = secure;
    }

    /** Whether nothing needs to be sent twice on it (RFC 3261 §17). */
    public boolean isReliable() {
        return reliable;
    }

    /** Whether a sips URI may be reached by it (RFC 3261 §26.2.2). */
    public boolean isSecure() {
        return secure;
    }

    /** Where it is spoken if nobody says otherwise (RFC 3261 §19.1.2). */
    public int port() {
        return secure ? SECURE_PORT : PORT;
    }

    /** As the "transport" parameter of a URI names it. */
    public String param() {
        return name().toLowerCase(Locale.ROOT);
    }
}
