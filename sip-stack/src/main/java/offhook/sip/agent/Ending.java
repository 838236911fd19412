package offhook.sip.agent;

/** Why a call is over in which we are one of the two ends. */
public enum Ending {
    /** The other end has hung up, or given up before we answered. */
    THEY_HUNG_UP,
    WE_HUNG_UP,
    /** No ACK came for our 2xx: RFC 3261 §13.3.1.4. */
    NOT_ACKNOWLEDGED,
    /** Nobody has refreshed the session in time: RFC 4028 §10. */
    EXPIRED,
    /** The other end does not know the call any more, or is silent: RFC 3261 §12.2.1.2. */
    GONE
}
