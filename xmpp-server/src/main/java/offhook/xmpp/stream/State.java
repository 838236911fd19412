package offhook.xmpp.stream;

import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamHeader;

/** Where the negotiation of a stream stands, RFC 6120 §4.3. Each signal answers the next state. */
interface State {

    /** A stream header, which comes only where {@link Opening} waits for it. */
    default State header(StreamHeader header) {
        throw new IllegalStateException("a header in " + this);
    }

    /** A first-level child. */
    State element(Fragment element);

    /** The stream is over, whoever ended it; the last signal. */
    default void over(Ending ending) {}

    /** What ends the stream for a child that means nothing there: one of a server's stream (§4.8.3), or none at all (§4.8.4). */
    static StreamError unsupported(Name name) {
        return name.namespace().equals("jabber:server")
                ? new StreamError(StreamError.Condition.INVALID_NAMESPACE, "this is a client's stream")
                : new StreamError(StreamError.Condition.UNSUPPORTED_STANZA_TYPE, "");
    }
}
