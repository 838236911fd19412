package offhook.xmpp.pubsub;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Answers what is asked of the hosts of one kind, XEP-0060 §5 to §8. Safe to share. */
final class Engine {

    private final Policy policy;
    private final Rights rights;
    private final Leaves leaves;
    private final Desk desk;
    private final Notices notices;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Creating creating;
    private final Publishing publishing;
    private final Retrieving retrieving;
    private final Subscribing subscribing;
    private final Managing managing;
    private final Approvals approvals;
    private final OwnLists lists;
    private final Cancelling cancelling;

    Engine(Rights rights, Registry registry, Notices notices, Retrieving retrieving) {
        policy = rights.policy();
        this.rights = rights;
        this.leaves = registry.leaves();
        this.desk = registry.desk();
        this.notices = notices;
        this.clock = registry.clock();
        ids = registry::newId;
        this.retrieving = retrieving;
        creating = new Creating(policy, rights, registry.store());
        publishing = new Publishing(rights, creating, registry.store(), ids);
        subscribing = new Subscribing(rights, policy.limits().subscribers());
        managing = new Managing(policy, rights);
        approvals = new Approvals(rights);
        lists = new OwnLists(registry.store());
        cancelling = new Cancelling(rights);
    }

    /** What is only read; may block. */
    Element get(Iq iq) {
        var request = Request.of(iq);
        return switch (request.about().name()) {
            case "items" -> retrieving.items(request);
            case "subscriptions" -> lists.subscriptions(request);
            case "affiliations" -> lists.affiliations(request);
            case "options" -> subscribing.options(request, node(request));
            case "default" -> request.maybeNode().isPresent() ? ofNode(request) : Subscribing.usual();
            default -> throw unknown(request);
        };
    }

    private Element ofNode(Request request) {
        rights.requireReader(node(request), request.from());
        return Subscribing.usual();
    }

    /** What an owner reads; may block. */
    Element getAsOwner(Iq iq) {
        var request = Request.of(iq);
        return switch (request.about().name()) {
            case "configure" -> creating.form(request, node(request));
            case "default" -> creating.usual(Pubsub.OWNER);
            case "subscriptions" -> managing.subscriptions(request, node(request));
            case "affiliations" -> managing.affiliations(request, node(request));
            default -> throw unknown(request);
        };
    }

    CompletionStage<Element> set(Iq iq) {
        var request = Request.of(iq);
        return switch (request.about().name()) {
            case "publish" ->
                at(request.host(), request.node(), leaf -> publishing.publish(request, leaf, clock.instant()));
            case "retract" -> change(request, (asked, node) -> publishing.retract(asked, node, forgottenBefore(node)));
            case "create" -> create(request, Creating.name(request, ids));
            case "subscribe" -> change(request, subscribing::subscribe);
            case "unsubscribe" -> change(request, subscribing::unsubscribe);
            case "options" -> change(request, subscribing::configure);
            case "configure" -> throw StanzaError.badRequest("configure follows create"); // §8.1.3
            default -> throw unknown(request);
        };
    }

    CompletionStage<Element> setAsOwner(Iq iq) {
        var request = Request.of(iq);
        return switch (request.about().name()) {
            case "configure" -> change(request, creating::configure);
            case "delete" -> change(request, creating::delete);
            case "purge" -> change(request, creating::purge);
            case "subscriptions" -> change(request, managing::subscribe);
            case "affiliations" -> change(request, managing::affiliate);
            default -> throw unknown(request);
        };
    }

    /** A message to a host: an owner's answer to a request, §8.6; nothing else means anything. */
    void answered(Jid host, Message message, Consumer<Stanza> out) {
        var answer = Approvals.in(message).orElse(null);
        if (answer == null) {
            return;
        }
        message.custody().hold();
        at(host, answer.node(), leaf -> approvals.answered(node(host, message.from(), leaf), message.from(), answer))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        message.errorReply(Refusal.of(message, failure)).ifPresent(out);
                    }
                    message.custody().release();
                });
    }

    private CompletionStage<Element> create(Request request, String name) {
        return at(request.host(), name, leaf -> creating.create(request, name, leaf, clock.instant()));
    }

    private CompletionStage<Element> change(Request request, BiFunction<Request, Node, Change> decide) {
        return at(request.host(), request.node(), leaf -> decide.apply(request, node(request, leaf)));
    }

    /** Does something about a node in its turn, and what follows for those who are subscribed. */
    CompletionStage<Element> at(Jid host, String node, Function<Optional<Leaf>, Change> decide) {
        return desk.change(host, node, policy.limits(), notices, leaf -> cancelling.of(decide.apply(leaf)));
    }

    /** Who sees whom is another thing now: whoever has lost access to the node by that is subscribed no more. */
    CompletionStage<?> review(Jid host, String node) {
        return at(host, node, leaf -> Change.nothing(leaf.map(Leaf::node).orElse(null), null));
    }

    private long forgottenBefore(Node node) {
        return node.config().forgottenBefore(clock.millis());
    }

    private Node node(Request request) {
        return node(request, leaves.find(request.host(), request.node()));
    }

    private Node node(Request request, Optional<Leaf> leaf) {
        return node(request.host(), request.from(), leaf);
    }

    private Node node(Jid host, Jid from, Optional<Leaf> leaf) {
        return leaf.map(Leaf::node).orElseThrow(() -> rights.noSuchNode(host, from));
    }

    private StanzaError unknown(Request request) {
        return rights.hidden(
                request.host(),
                request.from(),
                StanzaError.featureNotImplemented(
                        "no such thing can be asked: " + request.about().name()));
    }
}
