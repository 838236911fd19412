package offhook.xmpp.pubsub;

import java.util.ArrayList;
import offhook.xmpp.pubsub.NodeConfig.Access;

/**
 * Who has lost access to a node is not subscribed to it any more, and is told so: XEP-0163 §7.1, XEP-0060 §13.14. Who is
 * only kept away for a while (XEP-0191) stays. Decides only; blocks where it asks a roster. Safe to share.
 */
final class Cancelling {

    private final Rights rights;

    Cancelling(Rights rights) {
        this.rights = rights.lasting();
    }

    /** A change, and what follows from the node as it is then and from the rosters of its owners as they are now. */
    Change of(Change change) {
        var after = change.after();
        if (after == null
                || after.subscriptions().isEmpty()
                || isForAll(after.config().access())) {
            return change;
        }
        var now = rights.once();
        var lost = after.subscriptions().values().stream()
                .filter(subscription -> !now.maySubscribe(after, subscription.jid()))
                .toList();
        if (lost.isEmpty()) {
            return change;
        }
        var left = after.without(lost);
        var notices = new ArrayList<>(change.notices());
        for (var subscription : lost) {
            var jid = subscription.jid();
            notices.add(Notice.toOne(left, jid, Pubsub.subscription(Pubsub.EVENT, left.name(), jid, "none")));
            if (subscription.isActive()) {
                notices.addAll(Subscribing.ofSubscriber(left, jid, "none"));
            }
        }
        return new Change(change.before(), left, change.items(), change.reply(), notices);
    }

    /** Only as an outcast can somebody lose what everybody may have: then the owner who says so ends it. */
    private static boolean isForAll(Access access) {
        return access == Access.OPEN || access == Access.AUTHORIZE;
    }
}
