package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import offhook.xmpp.xml.Element;

/** What somebody is to the nodes of a host, XEP-0060 §5.6 and §5.7. Blocks; safe to share. */
record OwnLists(NodeStore store) {

    Element subscriptions(Request request) {
        var all = wanted(
                        request,
                        store.subscriptions(request.host(), request.from().bare()))
                .flatMap(entry -> entry.getValue().stream()
                        .map(subscription -> Pubsub.subscription(
                                Pubsub.NS,
                                entry.getKey(),
                                subscription.jid(),
                                subscription.state().text())))
                .toList();
        return list(request, "subscriptions", all);
    }

    Element affiliations(Request request) {
        var all = wanted(
                        request,
                        store.affiliations(request.host(), request.from().bare()))
                .map(entry -> Pubsub.named("affiliation", Pubsub.NS, entry.getKey())
                        .with("affiliation", entry.getValue().text()))
                .toList();
        return list(request, "affiliations", all);
    }

    /** Of one node, if the request names one. */
    private static <T> Stream<Map.Entry<String, T>> wanted(Request request, SortedMap<String, T> all) {
        var only = request.maybeNode();
        return all.entrySet().stream()
                .filter(entry -> only.isEmpty() || only.get().equals(entry.getKey()));
    }

    private static Element list(Request request, String name, List<Element> all) {
        return Pubsub.pubsub(Element.of(name, Pubsub.NS)
                .with("node", request.maybeNode().orElse(null))
                .with(all));
    }
}
