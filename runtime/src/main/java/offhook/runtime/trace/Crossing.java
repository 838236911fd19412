package offhook.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** One thing that crossed a wire. Safe to share. */
public final class Crossing {

    private final long number; // counts the crossings of all wires, which puts them in order
    private final long millis;
    private final String wire;
    private final Direction direction;
    private final Content content;
    private final int leftOut;

    Crossing(long number, long millis, String wire, Direction direction, Content content, int leftOut) {
        this.number = number;
        this.millis = millis;
        this.wire = wire;
        this.direction = direction;
        this.content = content;
        this.leftOut = leftOut;
    }

    long number() {
        return number;
    }

    public Instant at() {
        return Instant.ofEpochMilli(millis);
    }

    public String wire() {
        return wire;
    }

    public Direction direction() {
        return direction;
    }

    /** What crossed, from its beginning; bytes that are no UTF-8 are shown as U+FFFD. */
    public String text() {
        return content.text();
    }

    /** How many characters or bytes are missing at the end of the text. */
    public int leftOut() {
        return leftOut;
    }

    /** Whom or what it concerns. */
    public List<String> keys() {
        return content.keys();
    }

    boolean concerns(String key) {
        return content.keys().contains(key);
    }

    /** Kept just as the wire had it. */
    sealed interface Content {

        String text();

        List<String> keys();
    }

    record Text(String text, List<String> keys) implements Content {}

    record Bytes(byte[] bytes, List<String> keys) implements Content {

        @Override
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    record Unread(byte[] bytes, Reader reader) implements Content {

        @Override
        public String text() {
            return new String(reader.read(bytes).text(), StandardCharsets.UTF_8);
        }

        @Override
        public List<String> keys() {
            return reader.read(bytes).keys();
        }
    }
}
