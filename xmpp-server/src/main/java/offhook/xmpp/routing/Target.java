package offhook.xmpp.routing;

/** Whom a request is addressed to when the server answers it. */
public enum Target {
    /** The server's own domain. */
    SERVER,
    /** The bare JID of an account, one's own or another's. */
    ACCOUNT,
    /** The domain of a local service. */
    SERVICE
}
