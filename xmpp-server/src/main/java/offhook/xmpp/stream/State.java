package offhook.xmpp.stream;

import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamHeader;

/** Where the negotiation of a stream stands, RFC 6120 §4.3. Each signal answers the next state. */
interface State {

    default State header(StreamHeader header) {
        throw new StreamError(StreamError.Condition.BAD_FORMAT, "a second stream header");
    }

    /** A first-level child. */
    State element(Fragment element);

    /** The stream is over, whoever ended it; the last signal. */
    default void over(Ending ending) {}
}
