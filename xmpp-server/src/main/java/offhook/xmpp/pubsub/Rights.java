package offhook.xmpp.pubsub;

import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;

/** Who may do what to a node, XEP-0060 §4.1 and §4.5. Blocks where it asks a roster. Safe to share. */
record Rights(Policy policy, Circle circle) {

    Affiliation of(Node node, Jid who) {
        return policy.owns(node.host(), who) ? Affiliation.OWNER : node.affiliation(who);
    }

    void requireOwner(Node node, Jid who) {
        if (of(node, who) != Affiliation.OWNER) {
            throw hidden(node, who, StanzaError.forbidden("only owners may do that"));
        }
    }

    void requirePublisher(Node node, Jid who) {
        var affiliation = of(node, who);
        boolean may = affiliation.publishes()
                || (affiliation != Affiliation.OUTCAST
                        && switch (node.config().publishers()) {
                            case PUBLISHERS -> false;
                            case SUBSCRIBERS -> node.isSubscribed(who);
                            case OPEN -> mayRead(node, who);
                        });
        if (!may) {
            throw hidden(node, who, StanzaError.forbidden("publishing is not for you"));
        }
    }

    /** §6.5.9: who may retrieve items. */
    void requireReader(Node node, Jid who) {
        var refusal = refusal(node, who);
        if (refusal != null) {
            throw hidden(node, who, refusal);
        }
    }

    /** Whoever may not even see an account may not ask its owner. */
    void requireVisible(Node node, Jid who) {
        if (policy.isPersonal() && of(node, who) == Affiliation.NONE && !circle.sees(node.host(), who)) {
            throw StanzaError.serviceUnavailable("");
        }
    }

    boolean mayRead(Node node, Jid who) {
        return refusal(node, who) == null;
    }

    private StanzaError refusal(Node node, Jid who) {
        var affiliation = of(node, who);
        if (affiliation == Affiliation.OUTCAST) {
            return StanzaError.forbidden("you are an outcast");
        }
        if (affiliation.isWelcome()) {
            return null;
        }
        return switch (node.config().access()) {
            case OPEN -> null;
            case PRESENCE ->
                owners(node).noneMatch(owner -> circle.sees(owner, who))
                        ? Pubsub.error(StanzaError.notAuthorized(""), "presence-subscription-required")
                        : null;
            case ROSTER ->
                owners(node)
                                .noneMatch(owner ->
                                        circle.isIn(owner, who, node.config().groups()))
                        ? Pubsub.error(StanzaError.notAuthorized(""), "not-in-roster-group")
                        : null;
            case WHITELIST -> Pubsub.error(StanzaError.notAllowed("only members may"), "closed-node");
            case AUTHORIZE ->
                node.isSubscribed(who) ? null : Pubsub.error(StanzaError.notAuthorized(""), "not-subscribed");
        };
    }

    /** Whether somebody sees the presence of the account whose node this is. */
    boolean sees(Node node, Jid who) {
        return policy.isPersonal() && circle.sees(node.host(), who);
    }

    private Stream<Jid> owners(Node node) {
        return policy.isPersonal() ? Stream.of(node.host()) : node.all(Affiliation.OWNER).stream();
    }

    /** Who has subscribed and was let in hears of the node as long as they may, §12.4. */
    boolean mayHear(Node node, Subscription subscription) {
        return subscription.isActive() && subscription.deliver() && maySubscribe(node, subscription.jid());
    }

    /** Whether somebody may be subscribed: where an owner decides, anybody whom they let in. */
    boolean maySubscribe(Node node, Jid who) {
        return node.config().access() == NodeConfig.Access.AUTHORIZE
                ? of(node, who) != Affiliation.OUTCAST
                : mayRead(node, who);
    }

    /** Somebody to whom an account shows nothing at all cannot tell whether there is one, RFC 6121 §8.5.1. */
    private StanzaError hidden(Node node, Jid who, StanzaError error) {
        return of(node, who) == Affiliation.NONE ? hidden(node.host(), who, error) : error;
    }

    /** Likewise where there is no node. */
    StanzaError hidden(Jid host, Jid who, StanzaError error) {
        return policy.isPersonal() && !circle.sees(host, who) ? StanzaError.serviceUnavailable("") : error;
    }

    StanzaError noSuchNode(Jid host, Jid who) {
        return hidden(host, who, Pubsub.noSuchNode());
    }

    /** With a circle that asks each roster once. */
    Rights once() {
        return new Rights(policy, circle.once());
    }

    /** With a circle to which nobody is lost who is only kept away. */
    Rights lasting() {
        return new Rights(policy, circle.lasting());
    }
}
