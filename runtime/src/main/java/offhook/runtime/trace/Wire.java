package offhook.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
        this.ring = new Ring(name, crossings);
    }

    /**
     * Notes a text.
     *
     * @param keys whom or what it concerns: a person, a call; nulls are allowed and match nothing
     */
    public void note(Direction direction, String text, String... keys) {
        int leftOut = Math.max(0, text.length() - longest);
        byte[] kept = (leftOut == 0 ? text : text.substring(0, longest)).getBytes(StandardCharsets.UTF_8);
        note(direction, kept, kept.length, leftOut, named(keys));
    }

    /** Notes the bytes of a text. */
    public void note(Direction direction, byte[] text, String... keys) {
        note(direction, text, named(keys));
    }

    /** The same, where somebody else can say later whom it concerns. */
    public void note(Direction direction, byte[] text, Reader reader) {
        int length = Math.min(text.length, longest);
        note(direction, text, length, text.length - length, reader);
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

    private void note(Direction direction, byte[] text, int length, int leftOut, Reader reader) {
        long number = trace.number();
        long millis = trace.millis();
        ring.add(number, millis, direction, text, length, leftOut, reader);
        if (trace.isFollowed()) {
            trace.tell(new Crossing(number, millis, name, direction, Arrays.copyOf(text, length), reader, leftOut));
        }
    }

    Stream<Crossing> crossings() {
        return ring.crossings();
    }
}
