package offhook.xmpp.pubsub;

import static offhook.xmpp.routing.Target.SERVICE;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.routing.Service;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** The service at which everybody may make nodes, XEP-0060. Safe to share. */
final class PubsubService implements Service {

    /** What it does, §10; accounts do more. */
    private static final Set<String> FEATURES = Stream.of(
                    "access-authorize",
                    "access-open",
                    "access-presence",
                    "access-roster",
                    "access-whitelist",
                    "config-node",
                    "config-node-max",
                    "create-and-configure",
                    "create-nodes",
                    "delete-items",
                    "delete-nodes",
                    "instant-nodes",
                    "item-ids",
                    "last-published",
                    "manage-subscriptions",
                    "member-affiliation",
                    "meta-data",
                    "modify-affiliations",
                    "multi-items",
                    "outcast-affiliation",
                    "persistent-items",
                    "presence-notifications",
                    "publish",
                    "publish-only-affiliation",
                    "publish-options",
                    "publisher-affiliation",
                    "purge-nodes",
                    "retract-items",
                    "retrieve-affiliations",
                    "retrieve-default",
                    "retrieve-default-sub",
                    "retrieve-items",
                    "retrieve-subscriptions",
                    "rsm",
                    "subscribe",
                    "subscription-notifications",
                    "subscription-options")
            .map(feature -> Pubsub.NS + '#' + feature)
            .collect(Collectors.toUnmodifiableSet());

    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    private final Jid jid;
    private final Engine engine;
    private final NodeStore store;
    private final NodeDisco disco;
    private final Newcomers newcomers;
    private final Executor reading;
    private final Consumer<Stanza> out;

    /** @param reading runs what reads the database */
    PubsubService(
            Jid jid,
            Engine engine,
            NodeStore store,
            NodeDisco disco,
            Newcomers newcomers,
            Executor reading,
            Consumer<Stanza> out) {
        this.jid = jid;
        this.engine = engine;
        this.store = store;
        this.disco = disco;
        this.newcomers = newcomers;
        this.reading = reading;
        this.out = out;
    }

    /** All that is announced both of accounts and of the service. */
    static Set<String> common() {
        return FEATURES;
    }

    Engine engine() {
        return engine;
    }

    void install(Installer to) {
        to.iqRead(SERVICE, Pubsub.NS, "pubsub", iq -> mine(iq, engine::get))
                .iqRead(SERVICE, Pubsub.OWNER, "pubsub", iq -> mine(iq, engine::getAsOwner))
                .iqSet(SERVICE, Pubsub.NS, "pubsub", iq -> mine(iq, engine::set))
                .iqSet(SERVICE, Pubsub.OWNER, "pubsub", iq -> mine(iq, engine::setAsOwner))
                .nodes(SERVICE, disco)
                .listen(newcomers);
    }

    /** There are other services. */
    private <T> T mine(Iq iq, Function<Iq, T> answer) {
        if (!iq.to().equals(jid)) {
            throw StanzaError.serviceUnavailable("");
        }
        return answer.apply(iq);
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public String name() {
        return "Publish-subscribe";
    }

    @Override
    public String identity() {
        return "pubsub/service";
    }

    @Override
    public Set<String> features() {
        return Stream.concat(FEATURES.stream(), Stream.of(Pubsub.NS, PageRequest.NS))
                .collect(Collectors.toSet());
    }

    /** §8.6. */
    @Override
    public void received(Message message) {
        if (message.isError()) {
            return;
        }
        if (!message.to().equals(jid) || !Approvals.isAbout(message)) {
            throw StanzaError.serviceUnavailable("");
        }
        engine.answered(jid, message, out);
    }

    /** §5.2, in pages where the nodes are many. */
    @Override
    public boolean received(Iq iq) {
        boolean list = iq.type() == Iq.Type.GET
                && iq.to().equals(jid)
                && iq.request().is("query", ITEMS)
                && iq.payload().attribute("node").orElse("").isEmpty();
        if (list) {
            var request = PageRequest.in(iq.payload());
            reading.execute(() -> out.accept(list(iq, request)));
        }
        return list;
    }

    private Stanza list(Iq iq, PageRequest request) {
        try {
            var page = request.of(store.names(jid), name -> name);
            var nodes = page.items().isEmpty() ? List.<Leaf>of() : store.read(jid, page.items());
            var query = Element.of("query", ITEMS)
                    .with(nodes.stream()
                            .map(Leaf::node)
                            .sorted(Comparator.comparing(Node::name))
                            .map(NodeDisco::item)
                            .toList());
            return iq.result(request.asked() || !page.isAll() ? query.with(page.toElement()) : query);
        } catch (RuntimeException e) {
            return iq.errorReply(Refusal.of(iq, e)).orElseThrow();
        }
    }
}
