package offhook.xmpp.routing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import offhook.directory.Directory;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lanes;

/** Which accounts there are, by the directory, and where each is connected. Answers from memory. Safe to share. */
public final class Accounts {

    private final Directory directory;
    private final Lanes lanes;
    private final ConcurrentMap<Jid, Account> accounts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Jid, Resource> resources = new ConcurrentHashMap<>();
    private volatile Barrier barrier = Barrier.NONE;

    public Accounts(Directory directory, Lanes lanes) {
        this.directory = directory;
        this.lanes = lanes;
    }

    /** From now on this says who wants nothing of whom. */
    public void barrier(Barrier newBarrier) {
        barrier = newBarrier;
    }

    /** Whether a user keeps somebody away: the one is a bare JID, the other any. */
    public boolean blocks(Jid account, Jid other) {
        return barrier.blocks(account, other);
    }

    /** The account with this JID, whose resource is ignored; empty if the directory knows nobody enabled there. */
    public Optional<Account> find(Jid jid) {
        return directory.user(jid.bare()).map(user -> known(user.jid()));
    }

    /** The account with this bare JID whatever the directory says: one that is removed still has a lane. */
    public Account known(Jid bare) {
        return accounts.computeIfAbsent(bare, key -> new Account(key, lanes.lane(key)));
    }

    /** The account, if a client of it is connected. */
    public Optional<Account> online(Jid bare) {
        return Optional.ofNullable(accounts.get(bare))
                .filter(account -> !account.resources().isEmpty());
    }

    /** The accounts that have a client connected, in no order. */
    public List<Account> online() {
        return accounts.values().stream()
                .filter(account -> !account.resources().isEmpty())
                .toList();
    }

    /** The connected client with this full JID. */
    public Optional<Resource> resource(Jid full) {
        return Optional.ofNullable(resources.get(full));
    }

    /** How many clients are connected. */
    public int connected() {
        return resources.size();
    }

    /** Takes a client in; what is returned had the same JID and is out now, or null. */
    Resource add(Resource resource) {
        var before = resources.put(resource.jid(), resource);
        if (before != null) {
            before.account().remove(before);
        }
        resource.account().add(resource);
        return before;
    }

    /** Takes a client out; false if it was out already. */
    boolean remove(Resource resource) {
        if (!resources.remove(resource.jid(), resource)) {
            return false;
        }
        resource.account().remove(resource);
        return true;
    }
}
