package offhook.xmpp.presence;

/** Availability of a resource, RFC 6121 §4.7.2.1; {@code ONLINE} is the absence of the element. */
public enum Show {
    CHAT,
    ONLINE,
    AWAY,
    XA,
    DND
}
