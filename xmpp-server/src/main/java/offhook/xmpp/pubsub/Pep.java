package offhook.xmpp.pubsub;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.pubsub.PepStore.Item;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Users publish what concerns them (activity, mood, tune, avatar), and contacts whose clients want it are told. A node
 * comes into being with its first item, keeps the last one, and is for presence subscribers only. Safe to share.
 */
public final class Pep implements Feature {

    private static final int NODES = 100;
    private static final int LARGEST = 200_000;

    private final Accounts accounts;
    private final Visibility visibility;
    private final SecureRandom random;
    private final PepItems items;
    private final PepNotices notices;

    public Pep(
            Accounts accounts,
            Rosters rosters,
            Capabilities capabilities,
            Database database,
            InstantSource clock,
            SecureRandom random) {
        this.accounts = accounts;
        this.random = random;
        visibility = new Visibility(accounts, rosters);
        items = new PepItems(new PepTable(database, clock));
        notices = new PepNotices(accounts, rosters, capabilities, items);
    }

    @Override
    public Spec spec() {
        return Spec.xep(163, "1.2.2", "Personal Eventing Protocol");
    }

    @Override
    public List<Spec> also() {
        return List.of(
                Spec.xep(60, "1.29.0", "Publish-Subscribe").only("what XEP-0163 needs"),
                Spec.xep(108, "1.3.1", "User Activity").only("published for users who are on the phone"));
    }

    @Override
    public void install(Installer to) {
        to.identity(ACCOUNT, "pubsub", "pep")
                .disco(ACCOUNT, Pubsub.NS + "#publish")
                .disco(ACCOUNT, Pubsub.NS + "#auto-create")
                .disco(ACCOUNT, Pubsub.NS + "#access-presence")
                .disco(ACCOUNT, Pubsub.NS + "#filtered-notifications")
                .disco(ACCOUNT, Pubsub.NS + "#last-published")
                .disco(ACCOUNT, Pubsub.NS + "#persistent-items")
                .disco(ACCOUNT, Pubsub.NS + "#publish-options")
                .disco(ACCOUNT, Pubsub.NS + "#retract-items")
                .disco(ACCOUNT, Pubsub.NS + "#retrieve-items")
                .iqRead(ACCOUNT, Pubsub.NS, "pubsub", this::retrieve)
                .iqSet(ACCOUNT, Pubsub.NS, "pubsub", this::change)
                .items(ACCOUNT, this::nodes)
                .accountTable("pep_item")
                .onRemoval(items::forget);
        notices.start();
    }

    /** Reads what was published. Blocks; before the first session. */
    public void start() {
        items.load();
    }

    /**
     * From now on contacts see this item in place of what the user publishes at the node; what the user publishes is
     * kept. Any thread.
     */
    public void cover(Jid jid, String node, Element payload) {
        onLane(jid, account -> {
            var before = items.seen(jid, node).map(Item::payload);
            var item = items.cover(jid, node, payload);
            if (!before.equals(Optional.of(item.payload()))) {
                notices.tell(account, node, Pubsub.item(Pubsub.EVENT, item));
            }
        });
    }

    /**
     * Contacts see again what the user published. Any thread.
     *
     * @param nothing the payload that says that there is nothing, if there is nothing
     */
    public void uncover(Jid jid, String node, Element nothing) {
        onLane(jid, account -> {
            if (items.uncover(jid, node)) {
                var own = items.published(jid, node).orElse(new Item(PepItems.COVER, nothing.toString()));
                notices.tell(account, node, Pubsub.item(Pubsub.EVENT, own));
            }
        });
    }

    private interface Task {
        void run(Account account);
    }

    private void onLane(Jid jid, Task task) {
        accounts.find(jid).ifPresent(account -> account.lane().execute(() -> task.run(account)));
    }

    /** §4.2 of XEP-0163 and §7 of XEP-0060. */
    private CompletionStage<Element> change(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's account");
        }
        var publish = iq.payload().child("publish");
        if (publish.isPresent()) {
            Pubsub.requireOptions(iq.payload());
            return publish(iq.to(), publish.get());
        }
        var retract = iq.payload().child("retract");
        if (retract.isPresent()) {
            return retract(iq.to(), retract.get());
        }
        throw StanzaError.featureNotImplemented("nodes are published to, and items retracted");
    }

    private CompletionStage<Element> publish(Jid jid, Element publish) {
        var account = accounts.find(jid).orElseThrow();
        var node = node(publish);
        var published = publish.children("item", Pubsub.NS);
        if (published.size() != 1 || published.get(0).children().size() != 1) {
            throw Pubsub.error(StanzaError.badRequest("exactly one item with one payload"), "invalid-payload");
        }
        var payload = published.get(0).children().get(0);
        var item = new Item(
                published.get(0).attribute("id").filter(id -> !id.isEmpty()).orElseGet(this::randomId),
                payload.toString());
        if (item.payload().length() > LARGEST) {
            throw Pubsub.error(StanzaError.notAcceptable("at most " + LARGEST + " characters"), "payload-too-big");
        }
        if (!items.has(jid, node) && items.size(jid) >= NODES) {
            throw StanzaError.resourceConstraint("an account has at most " + NODES + " nodes");
        }
        return items.publish(jid, node, item)
                .thenApplyAsync(
                        done -> {
                            if (!items.isCovered(jid, node)) {
                                notices.tell(account, node, Pubsub.item(Pubsub.EVENT, item));
                            }
                            return Element.of("pubsub", Pubsub.NS)
                                    .with(Element.of("publish", Pubsub.NS)
                                            .with("node", node)
                                            .with(Element.of("item", Pubsub.NS).with("id", item.id())));
                        },
                        account.lane());
    }

    /** §7.2: the item goes; whoever is told to forget it is told by its id. */
    private CompletionStage<Element> retract(Jid jid, Element retract) {
        var account = accounts.find(jid).orElseThrow();
        var node = node(retract);
        var id = retract.child("item")
                .flatMap(item -> item.attribute("id"))
                .orElseThrow(() -> Pubsub.error(StanzaError.badRequest("which item?"), "item-required"));
        if (items.published(jid, node).filter(item -> item.id().equals(id)).isEmpty()) {
            throw StanzaError.itemNotFound("there is no such item");
        }
        return items.retract(jid, node)
                .thenApplyAsync(
                        done -> {
                            if (!items.isCovered(jid, node)) {
                                notices.tell(
                                        account,
                                        node,
                                        Element.of("retract", Pubsub.EVENT).with("id", id));
                            }
                            return null;
                        },
                        account.lane());
    }

    /** §6.5: the one item. Whoever may not see it cannot tell that there is an account. */
    private Element retrieve(Iq iq) {
        if (!visibility.maySeePresence(iq.from(), iq.to())) {
            throw StanzaError.serviceUnavailable("");
        }
        var asked = iq.payload()
                .child("items")
                .orElseThrow(() -> StanzaError.featureNotImplemented("items can be retrieved"));
        var node = node(asked);
        var item = items.seen(iq.to(), node).orElseThrow(() -> StanzaError.itemNotFound("nothing was published there"));
        var ids = asked.children("item", Pubsub.NS).stream()
                .flatMap(wanted -> wanted.attribute("id").stream())
                .toList();
        var found = Pubsub.items(Pubsub.NS, node);
        return Element.of("pubsub", Pubsub.NS)
                .with(ids.isEmpty() || ids.contains(item.id()) ? found.with(Pubsub.item(Pubsub.NS, item)) : found);
    }

    /** disco#items of an account, XEP-0060 §5.2. */
    private List<Element> nodes(Iq iq) {
        return items.nodes(iq.to()).stream()
                .map(node -> Element.of("item", iq.payload().namespace())
                        .with("jid", iq.to().toString())
                        .with("node", node))
                .toList();
    }

    private static String node(Element element) {
        return element.attribute("node")
                .filter(node -> !node.isEmpty() && node.length() <= 1_000)
                .orElseThrow(() -> Pubsub.error(StanzaError.badRequest("which node?"), "nodeid-required"));
    }

    private String randomId() {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
