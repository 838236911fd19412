package offhook.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One header line, kept as the bytes that came or will go; its value is decoded and parsed when it is first asked for,
 * and what came of it is remembered. Copies of a message share their lines.
 */
final class HeaderLine {

    private static final byte[] COLON = {':', ' '};

    final HeaderName name;

    /** How many values the line holds. */
    final int values;

    private final byte[] source;
    private final int lineStart;
    private final int valueStart;
    private final int end;
    private String text;
    private Object parsed;

    /** @param lineStart where the name begins; -1 if it must be written before the value */
    HeaderLine(HeaderName name, byte[] source, int lineStart, int valueStart, int end) {
        this.name = name;
        this.source = source;
        this.lineStart = lineStart;
        this.valueStart = valueStart;
        this.end = end;
        this.values = name.isList() ? Values.count(source, valueStart, end) : 1;
    }

    /** @throws IllegalArgumentException if the value holds a line break, which would begin another line */
    static HeaderLine of(HeaderName name, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("line break in " + name);
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        var line = new HeaderLine(name, bytes, -1, 0, bytes.length);
        line.text = value;
        return line;
    }

    /** Of a value that is parsed already. */
    static HeaderLine of(HeaderName name, Object value) {
        var line = of(name, value.toString());
        line.parsed = value;
        return line;
    }

    /** The whole value, unfolded (RFC 3261 §7.3.1), without white space around it. */
    String text() {
        if (text == null) {
            text = decoded(valueStart, end);
        }
        return text;
    }

    /** The first value of a line that may hold several. */
    String first() {
        return values == 1 ? text() : decoded(valueStart, Values.comma(source, valueStart, end));
    }

    /** Every value of a line that may hold several. */
    List<String> all() {
        if (values == 1) {
            return List.of(text());
        }
        var all = new ArrayList<String>(values);
        for (int start = valueStart; all.size() < values; ) {
            int comma = Values.comma(source, start, end);
            all.add(decoded(start, comma));
            start = comma + 1;
        }
        return all;
    }

    private String decoded(int from, int to) {
        return Values.unfolded(new String(source, from, to - from, StandardCharsets.UTF_8));
    }

    /** The line without its first value; null if nothing is left. */
    HeaderLine rest() {
        if (values == 1) {
            return null;
        }
        int comma = Values.comma(source, valueStart, end);
        return new HeaderLine(name, source, -1, Values.skipSpace(source, comma + 1, end), end);
    }

    /** The same bytes with something behind them. */
    HeaderLine plus(String suffix) {
        byte[] added = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] joined = new byte[end - valueStart + added.length];
        System.arraycopy(source, valueStart, joined, 0, end - valueStart);
        System.arraycopy(added, 0, joined, end - valueStart, added.length);
        return new HeaderLine(name, joined, -1, 0, joined.length);
    }

    /** The first value, parsed. */
    <T> T first(Class<T> type, Function<String, T> parser) {
        if (!type.isInstance(parsed)) {
            parsed = parser.apply(first());
        }
        return type.cast(parsed);
    }

    int length() {
        return lineStart >= 0 ? end - lineStart : name.bytes().length + 2 + end - valueStart;
    }

    /** Writes the line without its CRLF and returns where it ends. */
    int write(byte[] to, int at) {
        int start = lineStart;
        if (start < 0) {
            byte[] bytes = name.bytes();
            System.arraycopy(bytes, 0, to, at, bytes.length);
            System.arraycopy(COLON, 0, to, at + bytes.length, 2);
            at += bytes.length + 2;
            start = valueStart;
        }
        System.arraycopy(source, start, to, at, end - start);
        return at + end - start;
    }

    @Override
    public String toString() {
        return name + ": " + text();
    }
}
