package offhook.xmpp.stream;

import offhook.xmpp.stanza.Iq;

/** The session of RFC 3921 §3, which RFC 6121 dropped: clients that still ask for it are told yes. */
final class LegacySession {

    static final String NS = "urn:ietf:params:xml:ns:xmpp-session";
    static final String FEATURE = "<session xmlns='" + NS + "'><optional/></session>";

    private LegacySession() {}

    static boolean isAskedFor(Iq iq) {
        return iq.type() == Iq.Type.SET && iq.request().is("session", NS);
    }
}
