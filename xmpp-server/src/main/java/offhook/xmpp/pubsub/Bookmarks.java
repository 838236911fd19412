package offhook.xmpp.pubsub;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xep.PrivateStorage;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;

/**
 * Bookmarks are published, one item for each room; what older clients keep in private storage (XEP-0048, XEP-0049) are the
 * same ones, both ways: XEP-0402 §5.3. Safe to share.
 */
final class Bookmarks implements Feature, PrivateStorage.Store {

    static final String NODE = "urn:xmpp:bookmarks:1";

    private static final PageRequest ALL =
            new PageRequest(true, Integer.MAX_VALUE, Optional.empty(), Optional.of(""), OptionalInt.empty());

    private static final int AT_ONCE = 1_000;

    private final PrivateStorage.Store others;
    private final Registry registry;
    private final Engine engine;
    private final Policy policy;

    /** @param others keeps what is no bookmark of a room */
    Bookmarks(PrivateStorage.Store others, Registry registry, Engine engine, Policy policy) {
        this.others = others;
        this.registry = registry;
        this.engine = engine;
        this.policy = policy;
    }

    @Override
    public Spec spec() {
        return Spec.xep(402, "1.2.0", "PEP Native Bookmarks");
    }

    @Override
    public List<Spec> also() {
        return List.of(Spec.xep(48, "1.2", "Bookmarks").only("in private storage, as version 1.0 has it"));
    }

    @Override
    public void install(Installer to) {
        to.disco(ACCOUNT, NODE + "#compat");
    }

    @Override
    public Optional<String> find(Jid account, Element named) {
        var other = others.find(account, named);
        if (!OldBookmarks.isStorage(named)) {
            return other;
        }
        var rooms = items(account).stream()
                .map(item -> OldBookmarks.conference(item.id(), Element.parse(item.payload())))
                .toList();
        var storage = other.map(Element::parse).map(OldBookmarks::withoutRooms);
        return rooms.isEmpty() && storage.isEmpty()
                ? other
                : Optional.of(storage.orElse(OldBookmarks.STORAGE).with(rooms).toString());
    }

    private List<Item> items(Jid account) {
        return registry.leaves()
                .find(account, NODE)
                .map(leaf ->
                        registry.store().page(leaf.node(), ALL, Long.MIN_VALUE).items())
                .orElse(List.of());
    }

    @Override
    public CompletionStage<Void> put(Jid account, Map<Name, Element> kept) {
        var storage = kept.get(OldBookmarks.NAME);
        if (storage == null) {
            return others.put(account, kept);
        }
        if (!OldBookmarks.isStorage(storage)) {
            throw StanzaError.notAcceptable("bookmarks are one list");
        }
        var rooms = rooms(storage);
        var rest = new LinkedHashMap<>(kept);
        rest.put(OldBookmarks.NAME, OldBookmarks.withoutRooms(storage));
        return others.put(account, rest)
                .thenCompose(done -> engine.at(account, NODE, leaf -> change(account, leaf, rooms)))
                .thenApply(reply -> null);
    }

    /** By the ids of the items. */
    private Map<String, Element> rooms(Element storage) {
        var rooms = new LinkedHashMap<String, Element>();
        for (var conference : OldBookmarks.rooms(storage)) {
            try {
                var jid = Jid.parse(conference.attribute("jid").orElse(""));
                rooms.put(jid.toString(), OldBookmarks.published(conference));
            } catch (IllegalArgumentException e) {
                throw StanzaError.notAcceptable(e.getMessage());
            }
        }
        if (rooms.size() > policy.limits().items()) {
            throw StanzaError.policyViolation("too many bookmarks");
        }
        return rooms;
    }

    /** Only what differs is published or retracted, and told. */
    private Change change(Jid account, Optional<Leaf> leaf, Map<String, Element> rooms) {
        var now = registry.clock().instant();
        var before = leaf.map(Leaf::node).orElse(null);
        var after = before == null ? Node.of(account, NODE, account, now, policy.usual(NODE)) : before;
        var published = new ArrayList<Item>();
        var retracted = new ArrayList<String>();
        var wanted = new LinkedHashMap<>(rooms);
        for (var item : items(account)) {
            var room = wanted.remove(item.id());
            var payload = Element.parse(item.payload());
            if (room == null) {
                retracted.add(item.id());
            } else if (!OldBookmarks.merged(room, payload).equals(payload)) {
                published.add(item(account, item.id(), OldBookmarks.merged(room, payload)));
            }
        }
        wanted.forEach((id, room) -> published.add(item(account, id, room)));
        var notices = new ArrayList<Notice>();
        if (!published.isEmpty()) {
            notices.add(Events.published(after, published));
        }
        if (!retracted.isEmpty()) {
            notices.add(Events.retracted(after, retracted));
        }
        return new Change(before, after, new Change.Items(published, retracted, false), null, notices);
    }

    private Item item(Jid account, String id, Element payload) {
        return new Item(id, account, registry.clock().instant(), payload.toString());
    }

    /** Publishes what was in private storage before bookmarks were published. Blocks; before the first session. */
    void adopt(Map<Jid, String> kept) {
        var committed = new ArrayList<CompletableFuture<?>>();
        kept.forEach((account, xml) -> {
            var rooms = understood(Element.parse(xml));
            if (!rooms.isEmpty() && registry.leaves().find(account, NODE).isEmpty()) {
                var change = change(account, Optional.empty(), rooms);
                committed.add(registry.store()
                        .keep(change, policy.limits().items(), Long.MIN_VALUE)
                        .thenCompose(last -> others.put(account, OldBookmarks.withoutRooms(Element.parse(xml))))
                        .toCompletableFuture());
            }
            if (committed.size() == AT_ONCE) {
                committed.forEach(CompletableFuture::join);
                committed.clear();
            }
        });
        committed.forEach(CompletableFuture::join);
        registry.leaves().forget();
    }

    /** What was taken at its time may be nothing that would be taken now. */
    private Map<String, Element> understood(Element storage) {
        try {
            return rooms(storage);
        } catch (StanzaError e) {
            return Map.of();
        }
    }
}
