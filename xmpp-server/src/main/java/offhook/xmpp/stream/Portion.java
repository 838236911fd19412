package offhook.xmpp.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.ToIntFunction;

/** As much of what waits for one connection as is handed to it in one turn of its loop, so that others are served in between. */
public final class Portion {

    /** To encrypt more than that takes longer than others should wait. */
    public static final int TURN = 1 << 17;

    private Portion() {}

    /**
     * Takes it out of what waits: elements of at most {@value #TURN} bytes, and the one that exceeds it.
     *
     * @param length bytes of an element
     */
    public static <T> List<T> of(Queue<T> waiting, ToIntFunction<T> length) {
        var portion = new ArrayList<T>();
        for (int size = 0; size < TURN && !waiting.isEmpty(); ) {
            var next = waiting.remove();
            size += length.applyAsInt(next);
            portion.add(next);
        }
        return portion;
    }
}
