package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;
import static offhook.xmpp.routing.Target.SERVER;
import static offhook.xmpp.routing.Target.SERVICE;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import offhook.xmpp.feature.DiscoNodes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** What the server, its accounts and its services are and can do. */
public final class Discovery implements Feature {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    private final Router router;
    private final Collection<Service> services;
    private final Visibility visibility;
    private Installer installed;

    public Discovery(Router router, Collection<Service> services, Visibility visibility) {
        this.router = router;
        this.services = List.copyOf(services);
        this.visibility = visibility;
    }

    @Override
    public Spec spec() {
        return Spec.xep(30, "2.5.0", "Service Discovery");
    }

    @Override
    public void install(Installer to) {
        installed = to;
        for (var target : Target.values()) {
            to.disco(target, INFO).disco(target, ITEMS);
        }
        to.identity(SERVER, "server", "im")
                .identity(ACCOUNT, "account", "registered")
                .iqRead(SERVER, INFO, "query", iq -> info(iq, SERVER))
                .iqRead(SERVICE, INFO, "query", this::ofService)
                .iqRead(ACCOUNT, INFO, "query", this::ofAccount)
                .items(SERVER, iq -> services.stream()
                        .filter(Service::isPresent)
                        .map(Discovery::item)
                        .toList());
        for (var target : Target.values()) {
            to.iqRead(target, ITEMS, "query", iq -> items(iq, target));
        }
    }

    private static Element item(Service service) {
        return Element.of("item", ITEMS).with("jid", service.jid().toString()).with("name", service.name());
    }

    /** §8: whoever may not see the account's presence learns nothing, not even that there is an account. */
    private Element ofAccount(Iq iq) {
        if (!visibility.maySeePresence(iq.from(), iq.to())) {
            throw StanzaError.serviceUnavailable("");
        }
        return info(iq, ACCOUNT);
    }

    private Element ofService(Iq iq) {
        if (node(iq).isPresent()) {
            return info(iq, SERVICE);
        }
        var service = router.service(iq.to());
        var slash = service.identity().indexOf('/');
        var identity = new Installer.Identity(
                service.identity().substring(0, slash), service.identity().substring(slash + 1));
        var info = info(iq, SERVICE).with(identity(identity).with("name", service.name()));
        return info.with(service.features().stream()
                        .sorted()
                        .map(Discovery::feature)
                        .toList())
                .with(service.forms().stream().map(DataForm::toElement).toList());
    }

    private Element info(Iq iq, Target target) {
        var node = node(iq);
        if (node.isPresent()) {
            return Element.of("query", INFO)
                    .with("node", node.get())
                    .with(first(target, nodes -> nodes.info(iq, node.get())));
        }
        return info(target);
    }

    /** What the server says of itself, once all features are installed. */
    public Element ofServer() {
        return info(SERVER);
    }

    private Element info(Target target) {
        return Element.of("query", INFO)
                .with(installed.identities(target).stream()
                        .map(Discovery::identity)
                        .toList())
                .with(installed.features(target).stream()
                        .map(Discovery::feature)
                        .toList())
                .with(installed.forms(target).stream().map(DataForm::toElement).toList());
    }

    /** Of an account that the asker may not see there are no items, as if it had none, and no nodes. */
    private Element items(Iq iq, Target target) {
        var items = Element.of("query", ITEMS);
        var node = node(iq);
        boolean hidden = target == ACCOUNT && !visibility.maySeePresence(iq.from(), iq.to());
        if (node.isPresent()) {
            if (hidden) {
                throw noSuchNode();
            }
            return items.with("node", node.get()).with(first(target, nodes -> nodes.items(iq, node.get())));
        }
        return hidden ? items : items.with(installed.items(target, iq));
    }

    /** §3.2, §4.2: what the one feature that knows the node says of it. */
    private List<Element> first(Target target, Function<DiscoNodes, Optional<List<Element>>> ask) {
        return installed.nodes(target).stream()
                .flatMap(nodes -> ask.apply(nodes).stream())
                .findFirst()
                .orElseThrow(Discovery::noSuchNode);
    }

    private static StanzaError noSuchNode() {
        return StanzaError.itemNotFound("there is no such node");
    }

    private static Optional<String> node(Iq iq) {
        return iq.payload().attribute("node").filter(node -> !node.isEmpty());
    }

    private static Element identity(Installer.Identity identity) {
        return Element.of("identity", INFO)
                .with("category", identity.category())
                .with("type", identity.type());
    }

    private static Element feature(String namespace) {
        return Element.of("feature", INFO).with("var", namespace);
    }
}
