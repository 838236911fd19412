package offhook.runtime.trace;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The place where one kind of traffic is noted: a ring that forgets the oldest. Noting keeps a reference to what is
 * there anyway, and takes no lock. Secrets are taken out by the caller. Safe to share.
 */
public final class Wire {

    private final Trace trace;
    private final String name;
    private final int longest;
    private final AtomicReferenceArray<Crossing> ring;
    private final AtomicLong next = new AtomicLong();

    Wire(Trace trace, String name, int crossings, int longest) {
        this.trace = trace;
        this.name = name;
        this.longest = longest;
        this.ring = new AtomicReferenceArray<>(crossings);
    }

    /**
     * Notes a text.
     *
     * @param keys whom or what it concerns: a person, a call; nulls are allowed and match nothing
     */
    public void note(Direction direction, String text, String... keys) {
        int leftOut = Math.max(0, text.length() - longest);
        note(direction, leftOut == 0 ? text : text.substring(0, longest), leftOut, keys);
    }

    /** Notes the bytes of a text, which nobody changes any more. */
    public void note(Direction direction, byte[] text, String... keys) {
        int leftOut = Math.max(0, text.length - longest);
        note(direction, leftOut == 0 ? text : Arrays.copyOf(text, longest), leftOut, keys);
    }

    private void note(Direction direction, Object text, int leftOut, String[] keys) {
        var crossing = trace.crossing(name, direction, text, leftOut, keys);
        ring.set((int) (next.getAndIncrement() % ring.length()), crossing);
        trace.tell(crossing);
    }

    Stream<Crossing> crossings() {
        return IntStream.range(0, ring.length()).mapToObj(ring::get).filter(crossing -> crossing != null);
    }
}
