package offhook.xmpp.pubsub;

import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.xml.Element;

/** What subscribers are told, XEP-0060 §7.1.2, §7.2.2, §8.2.5, §8.4.2, §8.5.2. Pure. */
final class Events {

    private static final String ADDRESSES = "http://jabber.org/protocol/address"; // XEP-0033

    private Events() {}

    static Notice published(Node node, Collection<Item> items) {
        var event = Pubsub.items(
                node.name(), items.stream().map(item -> element(node, item)).toList());
        var toContacts = items.stream().limit(1).flatMap(item -> replyTo(node, item).stream());
        return new Notice.ToSubscribers(node, event, toContacts.toList());
    }

    /** XEP-0163 §4.3.1: by which of the user's clients, which is for those alone who see the user's presence. */
    static List<Element> replyTo(Node node, Item item) {
        var publisher = item.publisher();
        if (publisher.isBare() || !publisher.bare().equals(node.host())) {
            return List.of();
        }
        var address = Element.of("address", ADDRESSES).with("type", "replyto").with("jid", publisher.toString());
        return List.of(Element.of("addresses", ADDRESSES).with(address));
    }

    /** The last item, with the time at which it was published, §6.1.7. */
    static Element last(Node node, Item item) {
        return Pubsub.items(node.name(), List.of(element(node, item)));
    }

    static List<Element> late(Item item) {
        return List.of(Element.of("delay", Delay.NS)
                .with("stamp", item.at().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private static Element element(Node node, Item item) {
        return item.toElement(
                Pubsub.EVENT, node.config().showPublisher(), node.config().payloads());
    }

    static Notice retracted(Node node, Collection<String> ids) {
        return Notice.toSubscribers(
                node,
                Pubsub.items(
                        node.name(),
                        ids.stream()
                                .map(id -> Element.of("retract", Pubsub.EVENT).with("id", id))
                                .toList()));
    }

    static Notice purged(Node node) {
        return Notice.toSubscribers(node, Pubsub.named("purge", Pubsub.EVENT, node.name()));
    }

    /** @param redirect where to look instead, or null */
    static Notice deleted(Node node, String redirect) {
        var delete = Pubsub.named("delete", Pubsub.EVENT, node.name());
        return Notice.toSubscribers(
                node,
                redirect == null
                        ? delete
                        : delete.with(Element.of("redirect", Pubsub.EVENT).with("uri", redirect)));
    }

    static Notice configured(Node node) {
        var configuration = Pubsub.named("configuration", Pubsub.EVENT, node.name());
        return Notice.toSubscribers(
                node,
                node.config().payloads()
                        ? configuration.with(
                                NodeForm.of("result", node.config()).toElement())
                        : configuration);
    }
}
