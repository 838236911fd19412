package offhook.xmpp.pubsub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Nodes come into being, are configured, and go, XEP-0060 §8.1 to §8.5. Decides only; reads the store.
 * Safe to share. */
final class Creating {

    private final Policy policy;
    private final Rights rights;
    private final NodeStore store;

    Creating(Policy policy, Rights rights, NodeStore store) {
        this.policy = policy;
        this.rights = rights;
        this.store = store;
    }

    PubsubConfig limits() {
        return policy.limits();
    }

    NodeConfig configured(NodeConfig before, DataForm form) {
        return NodeForm.apply(before, form, limits().items(), limits().itemBytes());
    }

    /** The name of a node that is to be made: where none is given, a new one, §8.1.2. */
    static String name(Request request, Supplier<String> ids) {
        return request.maybeNode().orElseGet(ids);
    }

    /** §8.1. */
    Change create(Request request, String name, Optional<Leaf> leaf, Instant now) {
        if (leaf.isPresent()) {
            throw StanzaError.conflict("there is such a node");
        }
        var form = request.formIn("configure");
        form.ifPresent(some -> Request.require(some, NodeForm.FORM));
        var node = node(request, name, form, now);
        return Change.of(null, node, Pubsub.pubsub(Pubsub.named("create", Pubsub.NS, name)), List.of());
    }

    /** §7.1.4, §7.1.5: with the options of the publication. */
    Node byPublishing(Request request, Optional<DataForm> options, Instant now) {
        if (!policy.makesByPublishing()) {
            throw rights.noSuchNode(request.host(), request.from());
        }
        return node(request, request.node(), options, now);
    }

    private Node node(Request request, String name, Optional<DataForm> form, Instant now) {
        var owner = request.from().bare();
        if (!policy.mayCreate(request.host(), owner)) {
            throw rights.hidden(
                    request.host(), owner, StanzaError.forbidden("nodes are not for you to make")); // §8.1.1
        }
        if (!policy.owns(request.host(), owner) || policy.isPersonal()) {
            requireRoom(request);
        }
        var usual = policy.usual(name);
        var config = form.map(some -> configured(usual, some)).orElse(usual);
        return Node.of(request.host(), name, owner, now, config);
    }

    private void requireRoom(Request request) {
        var owner = request.from().bare();
        long owned = store.affiliations(request.host(), owner).values().stream()
                .filter(Affiliation.OWNER::equals)
                .count();
        if (owned >= limits().nodes()) {
            throw Pubsub.error(StanzaError.resourceConstraint("you have too many nodes"), "max-nodes-exceeded");
        }
    }

    /** §8.2.1. */
    Element form(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var form = NodeForm.of("form", node.config())
                .titled("Configuration of " + node.name(), "What is left as it is does not change.");
        return Pubsub.owner(Pubsub.named("configure", Pubsub.OWNER, node.name()).with(form.toElement()));
    }

    /** §8.3. */
    Element usual(String namespace) {
        var form = NodeForm.of("form", policy.usual("")).toElement();
        return Element.of("pubsub", namespace)
                .with(Element.of("default", namespace).with(form));
    }

    /** §8.2.4; who has no access any more hears nothing more. */
    Change configure(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var form = DataForm.in(request.about()).orElseThrow(() -> StanzaError.badRequest("the form is missing"));
        if (form.type().equals("cancel")) {
            return Change.nothing(node, null);
        }
        Request.require(form, NodeForm.FORM);
        var after = node.with(configured(node.config(), form));
        var notices = after.config().notifyConfig() && !after.equals(node)
                ? List.of(Events.configured(after))
                : List.<Notice>of();
        var items = after.config().persist() ? Change.Items.SAME : Change.Items.NONE;
        return new Change(node, after, items, null, notices);
    }

    /** §8.4. */
    Change delete(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var redirect = request.about()
                .child("redirect")
                .flatMap(element -> element.attribute("uri"))
                .orElse(null);
        var notices = node.config().notifyDelete() ? List.of(Events.deleted(node, redirect)) : List.<Notice>of();
        return Change.of(node, null, null, notices);
    }

    /** §8.5. */
    Change purge(Request request, Node node) {
        rights.requireOwner(node, request.from());
        if (!node.config().persist()) {
            throw Pubsub.unsupported("persistent-items");
        }
        var notices = node.config().notifyRetract() ? List.of(Events.purged(node)) : List.<Notice>of();
        return new Change(node, node, Change.Items.NONE, null, notices);
    }
}
