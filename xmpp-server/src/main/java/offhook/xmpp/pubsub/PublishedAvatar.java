package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.pubsub.NodeConfig.Access;
import offhook.xmpp.xml.Element;

/** The two nodes of XEP-0084: the picture itself, and what is said of it. Safe to share. */
final class PublishedAvatar {

    static final String DATA = "urn:xmpp:avatar:data";
    static final String METADATA = "urn:xmpp:avatar:metadata";

    private final Registry registry;
    private final Engine engine;
    private final Policy policy;

    PublishedAvatar(Registry registry, Engine engine, Policy policy) {
        this.registry = registry;
        this.engine = engine;
        this.policy = policy;
    }

    /** Who may see the picture; null where there is none. Blocks. */
    Access access(Jid account) {
        return registry.leaves()
                .find(account, DATA)
                .map(leaf -> leaf.node().config().access())
                .orElse(null);
    }

    /** The one that is kept here, if it is what it is said to be: XEP-0398 §2.1. Blocks. */
    Optional<VcardPhoto> find(Jid account) {
        var info = metadata(account).flatMap(metadata -> metadata.children("info", METADATA).stream()
                .filter(one -> one.attribute("url").isEmpty())
                .findFirst());
        var id = info.flatMap(one -> one.attribute("id")).orElse("");
        return registry.leaves()
                .find(account, DATA)
                .flatMap(leaf -> registry.store().find(leaf.node(), List.of(id), Long.MIN_VALUE).stream()
                        .findFirst())
                .filter(item -> !item.payload().isEmpty())
                .flatMap(item -> VcardPhoto.of(
                        info.flatMap(one -> one.attribute("type")).orElse("image/png"),
                        Element.parse(item.payload()).text()))
                .filter(photo -> photo.hash().equalsIgnoreCase(id));
    }

    /** Whether the user says that there is no picture, XEP-0084 §4.2.2. Blocks. */
    boolean isWithdrawn(Jid account) {
        return metadata(account)
                .filter(metadata -> metadata.children("info", METADATA).isEmpty())
                .isPresent();
    }

    private Optional<Element> metadata(Jid account) {
        var leaf = registry.leaves().find(account, METADATA);
        return leaf.flatMap(Leaf::last)
                .flatMap(last -> registry.store().find(leaf.get().node(), List.of(last.id()), Long.MIN_VALUE).stream()
                        .findFirst())
                .filter(item -> !item.payload().isEmpty())
                .map(item -> Element.parse(item.payload()));
    }

    /** XEP-0398 §2.2: first the data, then the metadata; unless it is there already, or larger than an item may be. */
    CompletionStage<Void> publish(Jid account, VcardPhoto photo) {
        var hash = photo.hash();
        if (photo.base64().length() > policy.limits().itemBytes() - 1_000) {
            return CompletableFuture.completedFuture(null);
        }
        var data = Element.of("data", DATA, photo.base64());
        var info = Element.of("info", METADATA)
                .with("id", hash)
                .with("type", photo.type())
                .with("bytes", Integer.toString(photo.size()));
        return put(account, DATA, hash, data)
                .thenCompose(done -> put(
                        account,
                        METADATA,
                        hash,
                        Element.of("metadata", METADATA).with(info)));
    }

    /** The card has lost the picture with this hash: if it is the published one, that goes too. */
    CompletionStage<Void> withdraw(Jid account, String hash) {
        var nothing = Element.of("metadata", METADATA);
        return at(
                account,
                METADATA,
                leaf -> !hash.isEmpty() && isLast(hash, leaf)
                        ? change(account, METADATA, "none", nothing, leaf)
                        : Change.nothing(leaf.map(Leaf::node).orElse(null), null));
    }

    private static boolean isLast(String id, Optional<Leaf> leaf) {
        return leaf.flatMap(Leaf::last).filter(last -> last.id().equals(id)).isPresent();
    }

    private CompletionStage<Void> put(Jid account, String node, String id, Element payload) {
        return at(account, node, leaf -> change(account, node, id, payload, leaf));
    }

    private CompletionStage<Void> at(Jid account, String node, Function<Optional<Leaf>, Change> decide) {
        return engine.at(account, node, decide).thenApply(reply -> null);
    }

    private Change change(Jid account, String name, String id, Element payload, Optional<Leaf> leaf) {
        var before = leaf.map(Leaf::node).orElse(null);
        if (isLast(id, leaf)) {
            return Change.nothing(before, null);
        }
        var now = registry.clock().instant();
        var node = before == null ? Node.of(account, name, account, now, open(name)) : before;
        var items = new ArrayList<Item>();
        items.add(new Item(id, account, now, payload.toString()));
        return new Change(
                before, node, new Change.Items(items, List.of(), false), null, List.of(Events.published(node, items)));
    }

    /** A card is for everybody, and so is the picture in it. */
    private NodeConfig open(String node) {
        var form = DataForm.of("submit", NodeForm.FORM).text("pubsub#access_model", "", "open");
        return NodeForm.restore(policy.usual(node), form);
    }
}
