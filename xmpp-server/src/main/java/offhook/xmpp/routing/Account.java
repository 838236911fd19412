package offhook.xmpp.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Overloaded;

/**
 * A user of this server and the clients that are connected for them. What concerns the account's state runs on its lane;
 * who is connected may be read on any thread.
 */
public final class Account {

    private static final int MOST_BEHIND = 1_000;

    private final Jid jid;
    private final Lane lane;
    private volatile List<Resource> resources = List.of();

    // What has come and waits for the database, and what came behind it; of the lane.
    private CompletableFuture<?> held;
    private Queue<Runnable> behind;

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

    /** What comes for this account is not delivered before the stage is over, RFC 6120 §10.1; on the lane. */
    public void hold(CompletionStage<?> stage) {
        held = stage.toCompletableFuture();
        if (behind == null) {
            behind = new ArrayDeque<>();
        }
        held.whenComplete((done, failure) -> lane.execute(this::goOn));
    }

    /** Whether what comes now need not wait for what is held; on the lane. */
    boolean isFree() {
        goOn();
        return behind == null;
    }

    /** Runs a task behind what is held, and behind those that wait for that; on the lane. */
    void behind(Runnable task) {
        if (behind.size() >= MOST_BEHIND) {
            throw new Overloaded("account", MOST_BEHIND);
        }
        behind.add(task);
    }

    private void goOn() {
        while (behind != null && (held == null || held.isDone())) {
            held = null;
            var next = behind.poll();
            if (next == null) {
                behind = null;
            } else {
                next.run();
            }
        }
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
