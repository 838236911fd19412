package offhook.runtime.trace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One thing that crossed a wire. Safe to share. */
public final class Crossing {

    private final long number; // counts the crossings of all wires, which puts them in order
    private final long millis;
    private final String wire;
    private final Direction direction;
    private final Object text; // String or byte[], just as the wire had it
    private final int leftOut;
    private final String[] keys;

    Crossing(long number, long millis, String wire, Direction direction, Object text, int leftOut, String[] keys) {
        this.number = number;
        this.millis = millis;
        this.wire = wire;
        this.direction = direction;
        this.text = text;
        this.leftOut = leftOut;
        this.keys = keys;
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
        return text instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) text;
    }

    /** How many characters or bytes are missing at the end of the text. */
    public int leftOut() {
        return leftOut;
    }

    /** Whom or what it concerns. */
    public List<String> keys() {
        return Arrays.stream(keys).toList();
    }

    boolean concerns(String key) {
        for (var one : keys) {
            if (key.equals(one)) {
                return true;
            }
        }
        return false;
    }
}
