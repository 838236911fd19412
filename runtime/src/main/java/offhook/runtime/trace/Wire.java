package offhook.runtime.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The place where one kind of traffic is noted: a ring that forgets the oldest. Noting keeps a reference to what is
 * there anyway, and takes no lock. Secrets are taken out by the caller, or by its {@link Reader}. Safe to share.
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
        var kept = leftOut == 0 ? text : text.substring(0, longest);
        note(direction, new Crossing.Text(kept, named(keys)), leftOut);
    }

    /** Notes the bytes of a text, which nobody changes any more. */
    public void note(Direction direction, byte[] text, String... keys) {
        note(direction, new Crossing.Bytes(cut(text), named(keys)), leftOut(text));
    }

    /** The same, where somebody else can say later whom it concerns. */
    public void note(Direction direction, byte[] text, Reader reader) {
        note(direction, new Crossing.Unread(cut(text), reader), leftOut(text));
    }

    private int leftOut(byte[] text) {
        return Math.max(0, text.length - longest);
    }

    private byte[] cut(byte[] text) {
        return text.length <= longest ? text : Arrays.copyOf(text, longest);
    }

    private static List<String> named(String... keys) {
        return keys.length == 1 && keys[0] != null
                ? List.of(keys)
                : Arrays.stream(keys).filter(Objects::nonNull).toList();
    }

    private void note(Direction direction, Crossing.Content content, int leftOut) {
        var crossing = trace.crossing(name, direction, content, leftOut);
        ring.set((int) (next.getAndIncrement() % ring.length()), crossing);
        trace.tell(crossing);
    }

    Stream<Crossing> crossings() {
        return IntStream.range(0, ring.length()).mapToObj(ring::get).filter(crossing -> crossing != null);
    }
}
