package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.pubsub.Subscription.State;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;

/** Owners decide who may subscribe, XEP-0060 §8.6. Decides only; safe to share. */
final class Approvals {

    private static final String FORM = Pubsub.NS + "#subscribe_authorization";
    private static final String P = "pubsub#";

    private final Rights rights;

    Approvals(Rights rights) {
        this.rights = rights;
    }

    /** The question to an owner. */
    static Notice request(Node node, Jid subscriber, Jid owner) {
        var form = DataForm.of("form", FORM)
                .titled("Subscription request", "Somebody wants to hear of the node " + node.name() + ".")
                .text(P + "node", "Node", node.name())
                .with(P + "subscriber_jid", "jid-single", "Who", List.of(subscriber.toString()))
                .bool(P + "allow", "Let them subscribe", false);
        return new Notice.ToOne(Pubsub.message(node.host(), owner, null, form.toElement(), List.of()));
    }

    /**
     * An owner's answer.
     *
     * @param node "" where the form is cancelled
     */
    record Answer(String node, Jid subscriber, boolean allowed) {}

    /** The answer in a message; empty if the message is none, or decides nothing. */
    static Optional<Answer> in(Message message) {
        var form = message.child("x", DataForm.NS).map(DataForm::read);
        if (form.filter(some -> some.formType().equals(FORM) && some.type().equals("submit"))
                .isEmpty()) {
            return Optional.empty();
        }
        var allowed = form.get().flag(P + "allow");
        var subscriber = form.get().value(P + "subscriber_jid").orElse("");
        try {
            return allowed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Answer(form.get().value(P + "node").orElse(""), Jid.parse(subscriber), allowed.get()));
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }

    /** Whether a message is a form of this kind, with an answer or without. */
    static boolean isAbout(Message message) {
        return message.child("x", DataForm.NS)
                .map(DataForm::read)
                .filter(form -> form.formType().equals(FORM) && !form.type().equals("form"))
                .isPresent();
    }

    /** What does not wait any more stays as it is. */
    Change answered(Node node, Jid owner, Answer answer) {
        rights.requireOwner(node, owner);
        var pending = node.subscription(answer.subscriber())
                .filter(subscription -> !subscription.isActive())
                .orElse(null);
        if (pending == null) {
            return Change.nothing(node, null);
        }
        var jid = pending.jid();
        var after = answer.allowed()
                ? node.with(new Subscription(jid, State.SUBSCRIBED, pending.deliver()))
                : node.without(pending);
        return Change.of(node, after, null, told(after, jid, answer.allowed()));
    }

    /** §12.9: the subscriber hears of it. */
    private static List<Notice> told(Node node, Jid jid, boolean subscribed) {
        var state = subscribed ? "subscribed" : "none";
        var notices = new ArrayList<Notice>();
        notices.add(Notice.toOne(node, jid, Pubsub.subscription(Pubsub.EVENT, node.name(), jid, state)));
        if (subscribed) {
            notices.addAll(Subscribing.ofSubscriber(node, jid, state));
            if (node.config().sendLast() != NodeConfig.SendLast.NEVER) {
                notices.add(new Notice.LastItem(node, jid));
            }
        }
        return notices;
    }
}
