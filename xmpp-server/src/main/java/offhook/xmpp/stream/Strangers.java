package offhook.xmpp.stream;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each address has that have not logged in. Safe to share. */
final class Strangers {

    private final int most;
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    Strangers(int most) {
        this.most = most;
    }

    /** One more, who leaves again in any case; false if there are too many. */
    boolean enter(InetAddress address) {
        return counts.merge(address, 1, Integer::sum) <= most;
    }

    void leave(InetAddress address) {
        counts.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
    }
}
