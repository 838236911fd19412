package offhook.xmpp.blocking;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Barrier;

/** Everybody's block list, in memory. Safe to share; a list is changed on its account's lane. */
final class BlockLists implements Barrier {

    private final Jid server;
    private final Map<Jid, Set<Jid>> lists = new ConcurrentHashMap<>();

    BlockLists(Jid server) {
        this.server = server;
    }

    void load(BlockStore store) {
        lists.putAll(store.all());
    }

    Set<Jid> of(Jid account) {
        return lists.getOrDefault(account, Set.of());
    }

    void add(Jid account, Collection<Jid> blocked) {
        var more = new HashSet<>(of(account));
        more.addAll(blocked);
        lists.put(account, Set.copyOf(more));
    }

    void remove(Jid account, Collection<Jid> blocked) {
        var fewer = new HashSet<>(of(account));
        fewer.removeAll(blocked);
        if (fewer.isEmpty()) {
            lists.remove(account);
        } else {
            lists.put(account, Set.copyOf(fewer));
        }
    }

    void forget(Jid account) {
        lists.remove(account);
    }

    /** The server itself and the user's own clients are never kept away, XEP-0191 §5. */
    @Override
    public boolean blocks(Jid account, Jid other) {
        if (lists.isEmpty()) { // asked for each stanza
            return false;
        }
        var list = of(account);
        return !list.isEmpty() && !other.equals(server) && !other.bare().equals(account) && matches(list, other);
    }

    /** §4: a client, a user, a resource of a domain, a domain with everybody in it. */
    static boolean matches(Set<Jid> list, Jid jid) {
        var domain = Jid.of(jid.domain());
        return list.contains(jid)
                || list.contains(jid.bare())
                || list.contains(domain)
                || (!jid.isBare() && list.contains(domain.withResource(jid.resource())));
    }
}
