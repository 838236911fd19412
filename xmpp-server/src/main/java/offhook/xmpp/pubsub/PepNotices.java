package offhook.xmpp.pubsub;

import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.xml.Element;

/** Tells those clients of what is published that may know and want to. Safe to share. */
final class PepNotices {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Capabilities capabilities;
    private final PepItems items;

    PepNotices(Accounts accounts, Rosters rosters, Capabilities capabilities, PepItems items) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.capabilities = capabilities;
        this.items = items;
    }

    /** From now on each client that wants something gets what was published last. */
    void start() {
        capabilities.listen(this::lastItems);
    }

    /** To the account's own clients and those of its subscribers, if they want it. On the account's lane. */
    void tell(Account account, String node, Element change) {
        var event = Pubsub.items(Pubsub.EVENT, node).with(change);
        rosters.use(account, roster -> {
            account.available().forEach(resource -> tell(resource, account.jid(), node, event));
            for (var contact : roster.subscribers()) {
                accounts.online(contact).ifPresent(online -> online.available()
                        .forEach(resource -> tell(resource, account.jid(), node, event)));
            }
        });
    }

    private void tell(Resource to, Jid account, String node, Element event) {
        if (capabilities.wants(to, node)
                && !accounts.blocks(account, to.jid())
                && !accounts.blocks(bare(to), account)) {
            to.send(Pubsub.event(account, to.jid(), event));
        }
    }

    /** A client wants more: it gets the last item of each contact, XEP-0163 §4.3.2. */
    private void lastItems(Resource resource, Set<String> nodes) {
        resource.account()
                .lane()
                .execute(() -> rosters.use(resource.account(), roster -> {
                    lastItems(resource, resource.account().jid(), nodes);
                    roster.subscriptions().stream()
                            .filter(contact ->
                                    letsSee(contact, resource.account().jid()))
                            .forEach(contact -> lastItems(resource, contact, nodes));
                }));
    }

    /** A contact who is offline has said so in the roster of who asks: both are changed together. */
    private boolean letsSee(Jid contact, Jid asker) {
        return accounts.find(contact)
                .filter(account -> rosters.loaded(account)
                        .map(roster -> roster.isSeenBy(asker))
                        .orElse(true))
                .isPresent();
    }

    private void lastItems(Resource resource, Jid account, Set<String> nodes) {
        if (accounts.blocks(account, resource.jid()) || accounts.blocks(bare(resource), account)) {
            return;
        }
        for (var node : nodes) {
            items.seen(account, node)
                    .map(item -> Pubsub.items(Pubsub.EVENT, node).with(Pubsub.item(Pubsub.EVENT, item)))
                    .ifPresent(event -> resource.send(Pubsub.event(account, resource.jid(), event)));
        }
    }

    private static Jid bare(Resource resource) {
        return resource.account().jid();
    }
}
