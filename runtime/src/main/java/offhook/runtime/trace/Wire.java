package offhook.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import offhook.runtime.bytes.Octets;

/**
 * The place where one kind of traffic is noted: a ring that forgets the oldest. Secrets are taken out by the caller, or by
 * its {@link Reader}. Safe to share.
 */
public final class Wire {

    private final Trace trace;
    private final String name;
    private final int longest;
    private final Ring ring;

    Wire(Trace trace, String name, int crossings, int longest) {
        this.trace = trace;
        this.name = name;
        this.longest = longest;
        this.ring = new Ring(name, crossings, trace::millis);
    }

    /**
     * Notes a text.
     *
     * @param keys whom or what it concerns: a person, a call; nulls are allowed and match nothing
     */
    public void note(Direction direction, String text, String... keys) {
        note(direction, text.getBytes(StandardCharsets.UTF_8), keys);
    }

    /** Notes the bytes of a text. */
    public void note(Direction direction, byte[] text, String... keys) {
        note(direction, text, named(keys));
    }

    /** The same, where somebody else can say later whom it concerns. */
    public void note(Direction direction, byte[] text, Reader reader) {
        note(direction, new Octets(text), reader);
    }

    /** The same, of bytes that stand in pieces. */
    public void note(Direction direction, Octets text, Reader reader) {
        long number = trace.number();
        long millis = ring.add(number, direction, text, longest, reader);
        if (trace.isFollowed()) {
            byte[] kept = Arrays.copyOf(text.bytes(), Math.min(text.length(), longest));
            int leftOut = text.length() - kept.length;
            trace.tell(new Crossing(number, millis, name, direction, kept, reader, leftOut));
        }
    }

    private static Reader named(String... keys) {
        var named = keys.length == 1 && keys[0] != null
                ? List.of(keys)
                : Arrays.stream(keys).filter(Objects::nonNull).toList();
        return new Keys(named);
    }

    private record Keys(List<String> keys) implements Reader {

        @Override
        public Legend read(byte[] raw) {
            return new Legend(raw, keys);
        }
    }

    Stream<Crossing> crossings() {
        return ring.crossings();
    }
}
