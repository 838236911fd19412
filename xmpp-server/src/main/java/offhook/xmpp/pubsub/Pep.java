package offhook.xmpp.pubsub;

import static offhook.xmpp.routing.Target.ACCOUNT;
import static offhook.xmpp.routing.Target.SERVER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/**
 * Users publish what concerns them (activity, mood, tune, avatar), and contacts whose clients want it are told: every
 * account is a publish-subscribe service. Safe to share.
 */
public final class Pep implements Feature {

    private final Accounts accounts;
    private final Registry registry;
    private final Map<String, Function<Jid, CompletionStage<?>>> consequences = new HashMap<>();
    private final Covers covers = new Covers();
    private final Retrieving retrieving;
    private final Consumer<Stanza> out;
    private final Contacts contacts;
    private final Notices notices;
    private final Engine engine;
    private final NodeDisco disco;

    Pep(Rights rights, Registry registry, PublishSubscribe.Ground ground) {
        accounts = ground.accounts();
        out = ground.out();
        this.registry = registry;
        retrieving = new Retrieving(rights, registry, covers);
        contacts = new Contacts(ground.accounts(), ground.rosters(), ground.capabilities(), rights);
        notices = new Notices(rights, ground.accounts(), contacts, retrieving, covers, registry.leaves(), ground.out());
        engine = new Engine(rights, registry, notices, retrieving);
        disco = new NodeDisco(
                host -> !host.local().isEmpty(), rights, registry.leaves(), registry.store(), ground.clock());
        ground.capabilities()
                .listen((resource, nodes) -> contacts.hosts(resource, host -> lastItems(host, nodes, resource)));
    }

    /** From now on what is published at this node has this consequence, and is answered when that is kept, too. */
    void whenPublished(String node, Function<Jid, CompletionStage<?>> consequence) {
        consequences.put(node, consequence);
    }

    private CompletionStage<Element> set(Iq iq) {
        var done = engine.set(iq);
        var consequence = iq.payload()
                .child("publish")
                .flatMap(publish -> publish.attribute("node"))
                .map(consequences::get);
        return consequence.isEmpty()
                ? done
                : done.thenComposeAsync(
                        reply -> consequence.get().apply(iq.to()).thenApply(kept -> reply),
                        accounts.known(iq.to()).lane());
    }

    Engine engine() {
        return engine;
    }

    @Override
    public Spec spec() {
        return Spec.xep(163, "1.2.2", "Personal Eventing Protocol").only("directed presence subscribes to nothing");
    }

    @Override
    public List<Spec> also() {
        return List.of(
                Spec.xep(80, "1.9.1", "User Location"),
                Spec.xep(107, "1.2.1", "User Mood"),
                Spec.xep(108, "1.3.1", "User Activity"),
                Spec.xep(118, "1.3.0", "User Tune"),
                Spec.xep(223, "1.1.1", "Persistent Storage of Private Data via PubSub"));
    }

    @Override
    public void install(Installer to) {
        to.identity(ACCOUNT, "pubsub", "pep").disco(ACCOUNT, Pubsub.NS);
        // XEP-0223 §4: clients look at the server for what its accounts can do.
        to.identity(SERVER, "pubsub", "pep").disco(Pubsub.NS);
        PubsubService.common().forEach(feature -> to.disco(ACCOUNT, feature).disco(feature));
        Stream.of("auto-create", "auto-subscribe", "filtered-notifications", "presence-subscribe", "pubsub-on-a-jid")
                .forEach(feature -> to.disco(ACCOUNT, Pubsub.NS + '#' + feature));
        to.iqRead(ACCOUNT, Pubsub.NS, "pubsub", engine::get)
                .iqRead(ACCOUNT, Pubsub.OWNER, "pubsub", engine::getAsOwner)
                .iqSet(ACCOUNT, Pubsub.NS, "pubsub", this::set)
                .iqSet(ACCOUNT, Pubsub.OWNER, "pubsub", engine::setAsOwner)
                .items(ACCOUNT, this::nodes)
                .nodes(ACCOUNT, disco)
                .at(Stage.RECEIVING, message -> message.has("x", DataForm.NS), this::answered)
                .onRemoval(covers::forget);
    }

    /**
     * From now on contacts see this item in place of what the user publishes at the node; what the user publishes is
     * kept. Any thread.
     */
    public void cover(Jid jid, String node, Element payload) {
        if (accounts.find(jid).isEmpty()) {
            return;
        }
        var item = item(jid, payload);
        Runnable task = () -> {
            var before = retrieving.leaf(jid, node).flatMap(retrieving::last).map(Item::payload);
            covers.put(jid, node, item);
            if (!before.equals(Optional.of(item.payload()))) {
                tell(retrieving.leaf(jid, node).orElseThrow().node(), item);
            }
        };
        registry.desk().inTurn(jid, node, task, () -> covers.put(jid, node, item));
    }

    /**
     * Contacts see again what the user published. Any thread.
     *
     * @param nothing the payload that says that there is nothing, if there is nothing
     */
    public void uncover(Jid jid, String node, Element nothing) {
        Runnable task = () -> {
            var shown = retrieving.leaf(jid, node);
            if (covers.remove(jid, node)) {
                var own = registry.leaves().find(jid, node).flatMap(retrieving::last);
                tell(shown.orElseThrow().node(), own.orElseGet(() -> item(jid, nothing)));
            }
        };
        registry.desk().inTurn(jid, node, task, () -> covers.remove(jid, node));
    }

    private Item item(Jid jid, Element payload) {
        return new Item(Covers.ID, jid, registry.clock().instant(), payload.toString());
    }

    private void tell(Node node, Item item) {
        notices.toSubscribers(node, Events.last(node, item), Events.replyTo(node, item));
    }

    /** A client wants more: it gets the last item of each node, XEP-0163 §4.3.4. */
    private void lastItems(Jid host, Set<String> nodes, Resource resource) {
        for (var node : nodes) {
            if (retrieving.leaf(host, node).isPresent()) {
                registry.desk().inTurn(host, node, () -> retrieving
                        .leaf(host, node)
                        .filter(leaf -> contacts.getsLast(leaf.node(), resource))
                        .ifPresent(leaf -> notices.last(leaf, resource)));
            }
        }
    }

    /** disco#items of an account, XEP-0060 §5.2. */
    private List<Element> nodes(Iq iq) {
        return disco.nodes(iq.to(), iq.from()).stream().map(NodeDisco::item).toList();
    }

    /** XEP-0060 §8.6: an owner's answer is for the server. */
    private Message answered(Account account, Message message) {
        if (!message.to().isBare() || message.isError() || !Approvals.isAbout(message)) {
            return message;
        }
        engine.answered(account.jid(), message, out);
        return null;
    }
}
