package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.Subscription.State;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Owners see and change who is what to their nodes, XEP-0060 §8.8 and §8.9. Decides only; safe to share. */
final class Managing {

    private final Policy policy;
    private final Rights rights;

    Managing(Policy policy, Rights rights) {
        this.policy = policy;
        this.rights = rights;
    }

    /** §8.8.1. */
    Element subscriptions(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var all = node.subscriptions().values().stream()
                .map(subscription -> Element.of("subscription", Pubsub.OWNER)
                        .with("jid", subscription.jid().toString())
                        .with("subscription", subscription.state().text()))
                .toList();
        return Pubsub.owner(
                Pubsub.named("subscriptions", Pubsub.OWNER, node.name()).with(all));
    }

    /** §8.9.1. */
    Element affiliations(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var all = node.affiliations().entrySet().stream()
                .map(entry -> Element.of("affiliation", Pubsub.OWNER)
                        .with("jid", entry.getKey().toString())
                        .with("affiliation", entry.getValue().text()))
                .toList();
        return Pubsub.owner(
                Pubsub.named("affiliations", Pubsub.OWNER, node.name()).with(all));
    }

    /** §8.8.2: all or nothing. */
    Change subscribe(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var after = node;
        var notices = new ArrayList<Notice>();
        var seen = new HashSet<Jid>();
        for (var wanted : request.about().children("subscription", Pubsub.OWNER)) {
            var jid = jid(wanted, seen);
            var before = after.subscription(jid).orElse(null);
            var state = state(wanted.attribute("subscription").orElse(""));
            if (state != null && !rights.maySubscribe(node, jid)) {
                throw StanzaError.notAcceptable(jid + " has no access to the node"); // §8.8.2.4
            }
            if (state != (before == null ? null : before.state())) {
                boolean delivers = before == null || before.deliver();
                after = state == null ? after.without(before) : after.with(new Subscription(jid, state, delivers));
                notices.add(told(after, jid, state));
            }
        }
        if (after.subscriptions().size() > Math.max(node.subscriptions().size(), limit())) {
            throw Pubsub.error(
                    StanzaError.policyViolation("too many subscribers").as("wait"), "too-many-subscriptions");
        }
        return Change.of(node, after, null, notices);
    }

    private int limit() {
        return policy.limits().subscribers();
    }

    /** Null for no subscription. */
    private static State state(String text) {
        return switch (text) {
            case "subscribed" -> State.SUBSCRIBED;
            case "pending" -> State.PENDING;
            case "none" -> null;
            default -> throw StanzaError.notAcceptable("a subscription is subscribed, pending or none");
        };
    }

    private static Notice told(Node node, Jid jid, State state) {
        var text = state == null ? "none" : state.text();
        return Notice.toOne(node, jid, Pubsub.subscription(Pubsub.EVENT, node.name(), jid, text));
    }

    /** §8.9.2: all or nothing; somebody owns the node afterwards, and outcasts hear nothing more. */
    Change affiliate(Request request, Node node) {
        rights.requireOwner(node, request.from());
        var after = node;
        var notices = new ArrayList<Notice>();
        var seen = new HashSet<Jid>();
        for (var wanted : request.about().children("affiliation", Pubsub.OWNER)) {
            var jid = jid(wanted, seen).bare();
            var affiliation = Affiliation.parse(wanted.attribute("affiliation").orElse(""));
            if (policy.isPersonal() && jid.equals(node.host()) && affiliation != Affiliation.OWNER) {
                throw StanzaError.notAcceptable("the account owns its nodes");
            }
            if (after.affiliation(jid) != affiliation) {
                after = after.with(jid, affiliation);
                notices.add(told(after, jid));
                if (affiliation == Affiliation.OUTCAST) {
                    after = unsubscribed(after, jid, notices);
                }
            }
        }
        if (after.all(Affiliation.OWNER).isEmpty()) {
            throw StanzaError.notAcceptable("somebody has to own the node");
        }
        if (after.affiliations().size() > Math.max(node.affiliations().size(), limit())) {
            throw StanzaError.resourceConstraint("too many affiliations");
        }
        return Change.of(node, after, null, notices);
    }

    private static Node unsubscribed(Node node, Jid account, Collection<Notice> notices) {
        var after = node;
        for (var subscription : node.subscriptionsOf(account)) {
            after = after.without(subscription);
            notices.add(told(after, subscription.jid(), null));
        }
        return after;
    }

    /** §8.9.4. */
    private static Notice told(Node node, Jid jid) {
        var affiliation = Element.of("affiliation", Pubsub.NS)
                .with("jid", jid.toString())
                .with("affiliation", node.affiliation(jid).text());
        var list = Pubsub.named("affiliations", Pubsub.NS, node.name()).with(affiliation);
        return new Notice.ToOne(Pubsub.message(node.host(), jid, null, Pubsub.pubsub(list), List.of()));
    }

    private static Jid jid(Element element, Set<Jid> seen) {
        Jid jid;
        try {
            jid = Jid.parse(element.attribute("jid").orElse(""));
        } catch (IllegalArgumentException e) {
            throw Pubsub.error(StanzaError.badRequest(e.getMessage()), "invalid-jid");
        }
        if (!seen.add(jid)) {
            throw StanzaError.badRequest(jid + " stands there twice");
        }
        return jid;
    }
}
