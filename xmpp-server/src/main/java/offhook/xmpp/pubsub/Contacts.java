package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.NodeConfig.Access;
import offhook.xmpp.pubsub.NodeConfig.SendLast;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;

/** Clients that hear of an account's nodes unasked, as far as they ask for it: XEP-0060 §9. Safe to share. */
final class Contacts implements Notices.Audience {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Capabilities capabilities;
    private final Rights rights;

    Contacts(Accounts accounts, Rosters rosters, Capabilities capabilities, Rights rights) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.capabilities = capabilities;
        this.rights = rights;
    }

    /** The account's own clients, and those of contacts who see its presence and may read the node. */
    @Override
    public Collection<Resource> of(Node node, Rights now) {
        var interested = new ArrayList<Resource>();
        var account = accounts.known(node.host());
        addInterested(account, node, interested);
        for (var contact : rosters.read(account).subscribers()) {
            accounts.online(contact)
                    .filter(online -> now.mayRead(node, contact))
                    .ifPresent(online -> addInterested(online, node, interested));
        }
        return interested;
    }

    private void addInterested(Account account, Node node, Collection<Resource> interested) {
        account.available().stream()
                .filter(resource -> capabilities.wants(resource, node.name()))
                .forEach(interested::add);
    }

    /** The accounts whose presence a client sees, its own first; on a lane. */
    void hosts(Resource resource, Consumer<Jid> task) {
        var account = resource.account();
        account.lane()
                .execute(() -> rosters.use(account, roster -> {
                    task.accept(account.jid());
                    roster.subscriptions().forEach(task);
                }));
    }

    /** Whether a client gets the last item of a node when it says that it wants it, XEP-0163 §4.3.4. Blocks. */
    boolean getsLast(Node node, Resource resource) {
        return node.config().sendLast() == SendLast.ON_SUB_AND_PRESENCE
                && resource.isAvailable()
                && capabilities.wants(resource, node.name())
                && accounts.find(node.host())
                        .filter(owner -> mayHear(owner, node, resource))
                        .isPresent();
    }

    /** A contact who is offline has said in the roster of who asks, too, that these see each other. */
    private boolean mayHear(Account owner, Node node, Resource resource) {
        var affiliation = rights.of(node, resource.jid());
        var access = node.config().access();
        boolean bySight = affiliation == Affiliation.NONE && (access == Access.OPEN || access == Access.PRESENCE);
        return bySight
                ? rosters.loaded(owner)
                        .map(roster -> roster.isSeenBy(resource.account().jid()))
                        .orElse(true)
                : rights.mayRead(node, resource.jid());
    }
}
