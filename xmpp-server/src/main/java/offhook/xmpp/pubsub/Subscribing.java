package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.pubsub.NodeConfig.Access;
import offhook.xmpp.pubsub.NodeConfig.SendLast;
import offhook.xmpp.pubsub.Subscription.State;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Somebody wants to hear of a node, or not any more, XEP-0060 §6.1 to §6.4. Decides only; safe to share. */
final class Subscribing {

    private static final String OPTIONS = Pubsub.NS + "#subscribe_options";
    private static final String DELIVER = "pubsub#deliver";

    private final Rights rights;
    private final int most;

    /** @param most how many subscribers a node may have */
    Subscribing(Rights rights, int most) {
        this.rights = rights;
        this.most = most;
    }

    /** §6.1: once more is no error, §6.1.6. */
    Change subscribe(Request request, Node node) {
        var jid = request.subscriber();
        var state = state(request, node);
        var before = node.subscription(jid).orElse(null);
        if (before != null && !before.isActive() && state == State.PENDING) {
            throw Pubsub.error(StanzaError.notAuthorized("an owner has not answered yet"), "pending-subscription");
        }
        if (before == null && node.subscriptions().size() >= most) {
            throw Pubsub.error(
                    StanzaError.policyViolation("the node has enough subscribers")
                            .as("wait"),
                    "too-many-subscriptions");
        }
        var options = request.formIn("options");
        boolean deliver = options.map(Subscribing::deliver).orElse(before == null || before.deliver());
        var subscription = new Subscription(jid, state, deliver);
        var reply = Pubsub.subscription(Pubsub.NS, node.name(), jid, state.text())
                .with(Element.of("subscribe-options", Pubsub.NS));
        if (subscription.equals(before)) {
            return Change.nothing(node, Pubsub.pubsub(reply));
        }
        var after = node.with(subscription);
        return Change.of(node, after, Pubsub.pubsub(reply), notices(node, after, subscription));
    }

    private List<Notice> notices(Node node, Node after, Subscription subscription) {
        var notices = new ArrayList<Notice>();
        if (!subscription.isActive()) {
            owners(after).forEach(owner -> notices.add(Approvals.request(after, subscription.jid(), owner)));
            return notices;
        }
        if (!node.subscription(subscription.jid())
                .filter(Subscription::isActive)
                .isPresent()) {
            notices.addAll(ofSubscriber(after, subscription.jid(), "subscribed"));
            if (after.config().sendLast() != SendLast.NEVER) {
                notices.add(new Notice.LastItem(after, subscription.jid()));
            }
        }
        return notices;
    }

    /** §6.1.3: whether at once, or when an owner has agreed; or not at all. */
    private State state(Request request, Node node) {
        var affiliation = rights.of(node, request.from());
        if (!node.config().subscribe() && affiliation != Affiliation.OUTCAST) {
            throw Pubsub.unsupported("subscribe");
        }
        boolean asks = node.config().access() == Access.AUTHORIZE
                && !affiliation.isWelcome()
                && !node.isSubscribed(request.from());
        if (asks && affiliation != Affiliation.OUTCAST) {
            rights.requireVisible(node, request.from());
            return State.PENDING;
        }
        rights.requireReader(node, request.from());
        return State.SUBSCRIBED;
    }

    /** §6.2. */
    Change unsubscribe(Request request, Node node) {
        var jid = request.subscriber();
        request.refuseSubid();
        var subscription = node.subscription(jid).orElseThrow(() -> noSuch(node, request));
        var after = node.without(subscription);
        var reply = Pubsub.pubsub(Pubsub.subscription(Pubsub.NS, node.name(), jid, "none"));
        return Change.of(node, after, reply, subscription.isActive() ? ofSubscriber(after, jid, "none") : List.of());
    }

    /** §6.2.3.2, §6.3.4.2. */
    private StanzaError noSuch(Node node, Request request) {
        return rights.hidden(
                node.host(),
                request.from(),
                Pubsub.error(
                        StanzaError.unexpectedRequest("no such subscription").as("cancel"), "not-subscribed"));
    }

    /** The owners want to know, §16.4.4 {@code notify_sub}. */
    static List<Notice> ofSubscriber(Node node, Jid jid, String state) {
        var event = Pubsub.subscription(Pubsub.EVENT, node.name(), jid, state);
        return node.config().notifySub()
                ? owners(node).map(owner -> Notice.toOne(node, owner, event)).toList()
                : List.of();
    }

    private static Stream<Jid> owners(Node node) {
        return node.all(Affiliation.OWNER).stream();
    }

    /** §6.3.2. */
    Element options(Request request, Node node) {
        var subscription = subscription(request, node);
        var form = form(subscription.deliver());
        return Pubsub.pubsub(Pubsub.named("options", Pubsub.NS, node.name())
                .with("jid", subscription.jid().toString())
                .with(form));
    }

    /** §6.4. */
    static Element usual() {
        return Pubsub.pubsub(Element.of("default", Pubsub.NS).with(form(true)));
    }

    private static Element form(boolean deliver) {
        return DataForm.of("form", OPTIONS)
                .bool(DELIVER, "Send events", deliver)
                .toElement();
    }

    /** §6.3.5. */
    Change configure(Request request, Node node) {
        var subscription = subscription(request, node);
        var form = DataForm.in(request.about()).orElseThrow(() -> StanzaError.badRequest("the form is missing"));
        return form.type().equals("cancel")
                ? Change.nothing(node, null)
                : Change.of(node, node.with(subscription.delivering(deliver(form))), null, List.of());
    }

    private Subscription subscription(Request request, Node node) {
        var jid = request.subscriber();
        request.refuseSubid();
        return node.subscription(jid).orElseThrow(() -> noSuch(node, request));
    }

    /** §6.3.7. */
    private static boolean deliver(DataForm form) {
        Request.require(form, OPTIONS);
        try {
            return form.flag(DELIVER).orElse(true);
        } catch (StanzaError e) {
            throw Pubsub.error(StanzaError.badRequest(DELIVER + ": expected true or false"), "invalid-options");
        }
    }
}
