package offhook.xmpp.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Those who wait, first come, first served. Holds nothing while nobody waits. Guarded by its owner. */
final class Line<T> {

    private Deque<T> waiting; // null while nobody waits

    void add(T last) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(last);
    }

    boolean isEmpty() {
        return waiting == null;
    }

    int size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Who is next; only while somebody waits. */
    T first() {
        return waiting.element();
    }

    /** Takes the next one out; only while somebody waits. */
    T remove() {
        var first = waiting.remove();
        if (waiting.isEmpty()) {
            waiting = null;
        }
        return first;
    }

    void clear() {
        waiting = null;
    }

    /** All, the first one first. */
    List<T> all() {
        return waiting == null ? List.of() : List.copyOf(waiting);
    }
}
