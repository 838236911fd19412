package offhook.xmpp.routing;

import java.util.ArrayList;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;

/**
 * A user of this server and the clients that are connected for them. What concerns the account's state runs on its lane;
 * who is connected may be read on any thread.
 */
public final class Account {

    private final Jid jid;
    private final Lane lane;
    private volatile List<Resource> resources = List.of();

    Account(Jid jid, Lane lane) {
        this.jid = jid;
        this.lane = lane;
    }

    /** The bare JID. */
    public Jid jid() {
        return jid;
    }

    public Lane lane() {
        return lane;
    }

    /** The connected resources, the oldest first. */
    public List<Resource> resources() {
        return resources;
    }

    /** Those that sent initial presence, RFC 6121 §4.2. */
    public List<Resource> available() {
        var available = new ArrayList<Resource>(resources.size());
        for (var resource : resources) {
            if (resource.isAvailable()) {
                available.add(resource);
            }
        }
        return available;
    }

    /** Those that may get what is sent to the bare JID: available with a priority that is not negative. */
    public List<Resource> reachable() {
        var reachable = new ArrayList<Resource>(resources.size());
        for (var resource : resources) {
            if (resource.isReachable()) {
                reachable.add(resource);
            }
        }
        return reachable;
    }

    /** Of the reachable, those with the highest priority: the "most available" of RFC 6121 §8.5.2.1.1. */
    public List<Resource> mostAvailable() {
        var best = new ArrayList<Resource>(2);
        for (var resource : resources) {
            if (resource.isReachable()) {
                int lead =
                        best.isEmpty() ? 1 : resource.priority() - best.get(0).priority();
                if (lead > 0) {
                    best.clear();
                }
                if (lead >= 0) {
                    best.add(resource);
                }
            }
        }
        return best;
    }

    synchronized void add(Resource resource) {
        var more = new ArrayList<>(resources);
        more.add(resource);
        resources = List.copyOf(more);
    }

    synchronized void remove(Resource resource) {
        var fewer = new ArrayList<>(resources);
        fewer.remove(resource);
        resources = List.copyOf(fewer);
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
