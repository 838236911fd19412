package offhook.sip.transport;

import java.util.List;
import offhook.runtime.work.Loop;

/**
 * The loops that share the work: everything of one Call-ID happens on one of them, so that CANCEL, forks and responses
 * meet without a lock. Safe to share.
 */
public record Shards(List<Loop> loops) {

    public Shards {
        loops = List.copyOf(loops);
    }

    public int indexOf(String callId) {
        int hash = callId.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), loops.size());
    }

    public Loop of(String callId) {
        return loops.get(indexOf(callId));
    }
}
