package offhook.sip.transport;

import java.util.Locale;

/** A transport as Via names it (RFC 3261 §20.42). */
public enum Protocol {
    UDP(false, false),
    TCP(true, false),
    TLS(true, true),
    /** WebSocket, RFC 7118. */
    WS(true, false),
    WSS(true, true);

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

    /** Whether only the other side can open the connection, as browsers do. */
    public boolean isWebSocket() {
        return this == WS || this == WSS;
    }

    /** As the "transport" parameter of a URI names it; RFC 7118 §5.2.2 has one name for both kinds of WebSocket. */
    public String param() {
        return this == WSS ? "ws" : name().toLowerCase(Locale.ROOT);
    }
}
