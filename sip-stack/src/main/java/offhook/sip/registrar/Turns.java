package offhook.sip.registrar;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Lets the work for one key run one piece after the other, in the order it came; a piece lasts until its end is said,
 * however long after its method has returned. Safe to share.
 */
final class Turns<K> {

    private final int most;
    private final Map<K, Queue<Runnable>> waiting = new HashMap<>();

    /** @param most pieces that may wait for one key */
    Turns(int most) {
        this.most = most;
    }

    /**
     * Runs it now if nothing else is under way for this key, else when that has ended, on the thread that ends it.
     *
     * @return false if too much waits already
     */
    boolean take(K key, Runnable work) {
        synchronized (waiting) {
            var others = waiting.get(key);
            if (others != null) {
                return others.size() < most && others.add(work);
            }
            waiting.put(key, new ArrayDeque<>());
        }
        work.run();
        return true;
    }

    /** The piece of work that had its turn is over. */
    void end(K key) {
        Runnable next;
        synchronized (waiting) {
            next = waiting.get(key).poll();
            if (next == null) {
                waiting.remove(key);
                return;
            }
        }
        next.run();
    }

    /** How many keys something is under way for. */
    int size() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
