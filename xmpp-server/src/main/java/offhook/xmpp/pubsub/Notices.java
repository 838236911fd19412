package offhook.xmpp.pubsub;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/**
 * Tells whoever may know and wants to, each of their clients once: those who have subscribed, and of what users publish
 * also their own clients and those of their contacts, as far as these ask for it (XEP-0060 §9). In the node's turn.
 */
final class Notices {

    private final Rights rights;
    private final Accounts accounts;
    private final Audience audience;
    private final Retrieving retrieving;
    private final Covers covers;
    private final Leaves leaves;
    private final Consumer<Stanza> out;

    /**
     * @param audience who hears of an account's nodes unasked
     * @param out routes what goes to nobody's connected client
     */
    Notices(
            Rights rights,
            Accounts accounts,
            Audience audience,
            Retrieving retrieving,
            Covers covers,
            Leaves leaves,
            Consumer<Stanza> out) {
        this.rights = rights;
        this.accounts = accounts;
        this.audience = audience;
        this.retrieving = retrieving;
        this.covers = covers;
        this.leaves = leaves;
        this.out = out;
    }

    /** Who hears of a host's nodes without a subscription. */
    @FunctionalInterface
    interface Audience {

        Collection<Resource> of(Node node, Rights rights);
    }

    void tell(Notice notice) {
        if (notice instanceof Notice.ToSubscribers all) {
            boolean hidden = all.event().name().equals("items")
                    && covers.of(all.node().host(), all.node().name()).isPresent();
            if (!hidden) {
                toSubscribers(all.node(), all.event(), all.toContacts());
            }
        } else if (notice instanceof Notice.ToOne one) {
            toOne(one.message());
        } else if (notice instanceof Notice.LastItem last) {
            toNewSubscriber(last.node(), last.to());
        }
    }

    /** XEP-0163 §4.3.3. */
    private void toOne(Message message) {
        if (!accounts.blocks(message.from(), message.to())) {
            out.accept(message);
        }
    }

    /**
     * To everybody who hears of the node, whether it is covered or not.
     *
     * @param toContacts what those are told beside it who see the presence of the node's host
     */
    void toSubscribers(Node node, Element event, List<Element> toContacts) {
        if (!node.config().notifications()) {
            return;
        }
        var now = rights.once();
        var told = new HashSet<Jid>();
        for (var resource : audience.of(node, now)) {
            tell(resource, node, event, toContacts, told);
        }
        for (var subscription : node.subscriptions().values()) {
            if (now.mayHear(node, subscription)) {
                var jid = subscription.jid();
                tell(jid, node, event, now.sees(node, jid) ? toContacts : List.of(), told);
            }
        }
    }

    private void tell(Jid jid, Node node, Element event, Collection<Element> beside, Set<Jid> told) {
        var account = accounts.online(jid.bare());
        if (account.isPresent() && !jid.isBare()) {
            accounts.resource(jid).ifPresent(resource -> tell(resource, node, event, beside, told));
        } else if (account.isPresent() && node.config().headlines()) {
            account.get().reachable().forEach(resource -> tell(resource, node, event, beside, told));
        } else if (!node.config().headlines()
                && told.stream().noneMatch(one -> one.bare().equals(jid.bare()))) {
            told.add(jid);
            out.accept(Pubsub.event(node.host(), jid, false, event, beside));
        } else if (accounts.find(jid).isEmpty() && told.add(jid)) {
            out.accept(Pubsub.event(node.host(), jid, true, event, beside));
        }
    }

    private void tell(Resource resource, Node node, Element event, Collection<Element> beside, Set<Jid> told) {
        if (!isBlocked(node.host(), resource) && told.add(resource.jid())) {
            resource.send(
                    Pubsub.event(node.host(), resource.jid(), node.config().headlines(), event, beside));
        }
    }

    private boolean isBlocked(Jid host, Resource resource) {
        return accounts.blocks(host, resource.jid())
                || accounts.blocks(resource.account().jid(), host);
    }

    private void toNewSubscriber(Node node, Jid to) {
        leaves.find(node.host(), node.name())
                .flatMap(retrieving::last)
                .ifPresent(item -> tell(
                        to, node, Events.last(node, item), late(node, item, rights.sees(node, to)), new HashSet<>()));
    }

    /** The last item, to one client that may know it; of an account's nodes to one that sees the account's presence. */
    void last(Leaf leaf, Resource resource) {
        var node = leaf.node();
        retrieving
                .last(leaf)
                .ifPresent(
                        item -> tell(resource, node, Events.last(node, item), late(node, item, true), new HashSet<>()));
    }

    private static List<Element> late(Node node, Item item, boolean toContact) {
        var late = Events.late(item);
        return toContact
                ? Stream.concat(Events.replyTo(node, item).stream(), late.stream())
                        .toList()
                : late;
    }
}
