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
    private final byte[] bytes; // as the wire had them, cut at the end
    private final Reader reader;
    private final int leftOut;

    Crossing(long number, long millis, String wire, Direction direction, byte[] bytes, Reader reader, int leftOut) {
        this.number = number;
        this.millis = millis;
        this.wire = wire;
        this.direction = direction;
        this.bytes = bytes;
        this.reader = reader;
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
        return new String(reader.read(bytes).text(), StandardCharsets.UTF_8);
    }

    /** How many characters or bytes are missing at the end of the text. */
    public int leftOut() {
        return leftOut;
    }

    /** Whom or what it concerns. */
    public List<String> keys() {
        return reader.read(bytes).keys();
    }

    boolean concerns(String key) {
        return keys().contains(key);
    }
}
