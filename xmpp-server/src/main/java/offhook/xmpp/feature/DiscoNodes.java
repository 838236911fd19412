package offhook.xmpp.feature;

import java.util.List;
import java.util.Optional;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;

/**
 * Some nodes of the server, of accounts or of services, XEP-0030 §3.2 and §4.2. Whoever asks may see the address itself.
 * May read the database; throws a {@link offhook.xmpp.stanza.StanzaError} to refuse.
 */
public interface DiscoNodes {

    /** The identities and features of a node; empty if it is none of these. */
    Optional<List<Element>> info(Iq iq, String node);

    /** The items of a node; empty if it is none of these. */
    Optional<List<Element>> items(Iq iq, String node);
}
