package offhook.xmpp.xml;

/** The namespaces that more than one package writes: those of RFC 6120, and by which a client enters a room. */
public final class Namespaces {

    public static final String CLIENT = "jabber:client";
    public static final String STREAM = "http://etherx.jabber.org/streams";
    public static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
    public static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /** Of a presence to a room, XEP-0045 §7.2. */
    public static final String MUC = "http://jabber.org/protocol/muc";

    /** What the prefix "xml" is bound to, Namespaces in XML 1.0 §3. */
    public static final String XML = "http://www.w3.org/XML/1998/namespace";

    private Namespaces() {}
}
