package offhook.xmpp.pubsub;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.DiscoNodes;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;

/** What nodes there are, and what they are and hold, XEP-0060 §5.2 to §5.5. Safe to share. */
final class NodeDisco implements DiscoNodes {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String P = "pubsub#";

    private final Predicate<Jid> hosts;
    private final Rights rights;
    private final Leaves leaves;
    private final NodeStore store;
    private final InstantSource clock;

    /** @param hosts whose nodes it speaks of */
    NodeDisco(Predicate<Jid> hosts, Rights rights, Leaves leaves, NodeStore store, InstantSource clock) {
        this.hosts = hosts;
        this.rights = rights;
        this.leaves = leaves;
        this.store = store;
        this.clock = clock;
    }

    /** The nodes of an account that somebody may know of, by their names. */
    List<Node> nodes(Jid account, Jid asker) {
        var now = rights.once();
        return leaves.of(account).stream()
                .map(Leaf::node)
                .filter(node -> isVisible(node, asker, now))
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    static Element item(Node node) {
        return Element.of("item", ITEMS)
                .with("jid", node.host().toString())
                .with("node", node.name())
                .with(
                        "name",
                        node.config().title().isEmpty() ? null : node.config().title());
    }

    /** Of the service everybody may know what there is, of an account whoever may read it. */
    private static boolean isVisible(Node node, Jid asker, Rights now) {
        return !now.policy().isPersonal() || now.mayRead(node, asker);
    }

    private Optional<Node> node(Iq iq, String name) {
        return Optional.of(iq.to())
                .filter(hosts)
                .flatMap(host -> leaves.find(host, name))
                .map(Leaf::node)
                .filter(node -> isVisible(node, iq.from(), rights));
    }

    @Override
    public Optional<List<Element>> info(Iq iq, String name) {
        return node(iq, name)
                .map(node -> List.of(
                        Element.of("identity", INFO).with("category", "pubsub").with("type", "leaf"),
                        Element.of("feature", INFO).with("var", Pubsub.NS),
                        metadata(node).toElement()));
    }

    private static DataForm metadata(Node node) {
        var config = node.config();
        return DataForm.of("result", Pubsub.NS + "#meta-data")
                .text(P + "type", "Namespace of the payloads", config.type())
                .with(
                        P + "creator",
                        "jid-single",
                        "Creator",
                        List.of(node.creator().toString()))
                .text(
                        P + "creation_date",
                        "When it was made",
                        node.created().truncatedTo(ChronoUnit.SECONDS).toString())
                .text(P + "title", "Name", config.title())
                .text(P + "description", "Description", config.description())
                .text(P + "language", "Language", config.language())
                .with(P + "contact", "jid-multi", "Whom to ask", config.contacts())
                .text(P + "access_model", "Who may subscribe and read", NodeConfig.text(config.access()))
                .text(P + "publish_model", "Who may publish", NodeConfig.text(config.publishers()))
                .text(P + "max_items", "How many items are kept", NodeForm.max(config.maxItems()))
                .with(P + "owner", "jid-multi", "Owners", texts(node, Affiliation.OWNER))
                .with(P + "publisher", "jid-multi", "Publishers", texts(node, Affiliation.PUBLISHER))
                .text(
                        P + "num_subscribers",
                        "Number of subscribers",
                        Long.toString(node.subscriptions().values().stream()
                                .filter(Subscription::isActive)
                                .count()));
    }

    private static List<String> texts(Node node, Affiliation affiliation) {
        return node.all(affiliation).stream().map(Jid::toString).toList();
    }

    /** §5.5: the ids of its items, as many as fit a page. */
    @Override
    public Optional<List<Element>> items(Iq iq, String name) {
        return node(iq, name).map(node -> {
            rights.requireReader(node, iq.from());
            long from = node.config().forgottenBefore(clock.millis());
            return store.ids(node, PageRequest.LARGEST, from).stream()
                    .map(id -> Element.of("item", ITEMS)
                            .with("jid", node.host().toString())
                            .with("name", id))
                    .toList();
        });
    }
}
