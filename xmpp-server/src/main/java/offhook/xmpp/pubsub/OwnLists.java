package offhook.xmpp.pubsub;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** What somebody is to the nodes of a host, XEP-0060 §5.6 and §5.7. Safe to share. */
record OwnLists(Leaves leaves) {

    Element subscriptions(Request request) {
        var all = nodes(request, leaves.subscribed(request.from().bare()).stream())
                .flatMap(node -> node.subscriptionsOf(request.from()).stream()
                        .map(subscription -> Pubsub.subscription(
                                Pubsub.NS,
                                node.name(),
                                subscription.jid(),
                                subscription.state().text())))
                .toList();
        return list(request, "subscriptions", all);
    }

    Element affiliations(Request request) {
        Jid account = request.from().bare();
        var all = nodes(request, leaves.of(request.host()).stream())
                .filter(node -> node.affiliation(account) != Affiliation.NONE)
                .map(node -> Pubsub.named("affiliation", Pubsub.NS, node.name())
                        .with("affiliation", node.affiliation(account).text()))
                .toList();
        return list(request, "affiliations", all);
    }

    /** Of one node, if the request names one. */
    private static Stream<Node> nodes(Request request, Stream<Leaf> leaves) {
        var only = request.maybeNode();
        return leaves.map(Leaf::node)
                .filter(node -> node.host().equals(request.host()))
                .filter(node -> only.isEmpty() || only.get().equals(node.name()))
                .sorted(Comparator.comparing(Node::name));
    }

    private static Element list(Request request, String name, List<Element> all) {
        return Pubsub.pubsub(Element.of(name, Pubsub.NS)
                .with("node", request.maybeNode().orElse(null))
                .with(all));
    }
}
