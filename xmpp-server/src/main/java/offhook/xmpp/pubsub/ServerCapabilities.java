package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Optional;
import offhook.xmpp.feature.DiscoNodes;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;

/**
 * What the server itself can do, told in short with the features of every stream: a client that knows it need not ask at
 * each login, XEP-0115 §6.3. Immutable and safe to share.
 */
public final class ServerCapabilities implements DiscoNodes {

    private static final String NODE = "urn:offhook:server";
    private static final String HASH = "sha-1"; // what every client knows, §9.1

    private final Element info;
    private final String ver;

    /** @param info what the server answers to disco#info without a node */
    public ServerCapabilities(Element info) {
        this.info = info;
        this.ver = CapsHash.of(info, HASH).orElseThrow();
    }

    public Element streamFeature() {
        return Element.of("c", Capabilities.NS)
                .with("hash", HASH)
                .with("node", NODE)
                .with("ver", ver);
    }

    /** §6.2. */
    @Override
    public Optional<List<Element>> info(Iq iq, String node) {
        return node.equals(NODE + '#' + ver) ? Optional.of(info.children()) : Optional.empty();
    }

    @Override
    public Optional<List<Element>> items(Iq iq, String node) {
        return Optional.empty();
    }
}
