package offhook.xmpp.pubsub;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import offhook.directory.address.Jid;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Reads what was published, XEP-0060 §6.5. Blocks; safe to share. */
final class Retrieving {

    private static final int MOST_IDS = 250;

    private final Rights rights;
    private final Leaves leaves;
    private final NodeStore store;
    private final Covers covers;
    private final InstantSource clock;

    Retrieving(Rights rights, Registry registry, Covers covers) {
        this.rights = rights;
        this.leaves = registry.leaves();
        this.store = registry.store();
        this.covers = covers;
        this.clock = registry.clock();
    }

    /** What there is to see under a name: a node, or what the server says for a user who has none. */
    Optional<Leaf> leaf(Jid host, String name) {
        return leaves.find(host, name).or(() -> covers.of(host, name)
                .map(cover -> new Leaf(
                        Node.of(host, name, host, cover.at(), rights.policy().usual(name)), Optional.empty())));
    }

    Element items(Request request) {
        var node = leaf(request.host(), request.node())
                .map(Leaf::node)
                .orElseThrow(() -> rights.noSuchNode(request.host(), request.from()));
        rights.requireReader(node, request.from());
        request.refuseSubid();
        var ids = request.about().children("item", Pubsub.NS).stream()
                .map(item -> item.attribute("id").orElse(""))
                .toList();
        var cover = covers.of(node.host(), node.name());
        if (cover.isPresent()) {
            boolean wanted = ids.isEmpty() || ids.contains(cover.get().id());
            return answer(node, wanted ? List.of(cover.get()) : List.of());
        }
        if (!node.config().persist()) {
            throw Pubsub.unsupported("persistent-items");
        }
        long from = node.config().forgottenBefore(clock.millis());
        if (!ids.isEmpty()) {
            return answer(node, store.find(node, limited(ids), from));
        }
        var page = store.page(node, pageOf(request), from);
        var answer = answer(node, page.items());
        boolean some =
                PageRequest.in(request.pubsub()).asked() || (most(request).isEmpty() && !page.isAll());
        return some ? answer.with(page.toElement()) : answer;
    }

    private static List<String> limited(List<String> ids) {
        if (ids.size() > MOST_IDS) {
            throw StanzaError.notAcceptable("at most " + MOST_IDS + " items at once");
        }
        return ids;
    }

    /** §6.5.4, §6.5.7: as asked for, or the most recent ones. */
    private static PageRequest pageOf(Request request) {
        var page = PageRequest.in(request.pubsub());
        if (page.asked()) {
            return page;
        }
        int most = Math.min(PageRequest.LARGEST, most(request).orElse(PageRequest.LARGEST));
        return new PageRequest(true, most, Optional.empty(), Optional.of(""), OptionalInt.empty());
    }

    private static OptionalInt most(Request request) {
        var text = request.about().attribute("max_items");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.get().matches("[0-9]{1,9}") || Integer.parseInt(text.get()) == 0) {
            throw StanzaError.badRequest("max_items: expected a number from 1");
        }
        return OptionalInt.of(Integer.parseInt(text.get()));
    }

    private static Element answer(Node node, List<Item> items) {
        var config = node.config();
        return Pubsub.pubsub(Pubsub.named("items", Pubsub.NS, node.name())
                .with(items.stream()
                        .map(item -> item.toElement(Pubsub.NS, config.showPublisher(), true))
                        .toList()));
    }

    /** The last item that there is now, whole. */
    Optional<Item> last(Leaf leaf) {
        var cover = covers.of(leaf.node().host(), leaf.node().name());
        if (cover.isPresent()) {
            return cover;
        }
        var config = leaf.node().config();
        long from = config.forgottenBefore(clock.millis());
        var last = leaf.last().filter(item -> item.at().toEpochMilli() >= from);
        return last.isEmpty() || last.get().isWhole()
                ? last
                : store.find(leaf.node(), List.of(last.get().id()), from).stream()
                        .findFirst();
    }
}
