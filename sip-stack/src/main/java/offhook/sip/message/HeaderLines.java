package offhook.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The header lines of one message, from the top (RFC 3261 §7.3). They belong to that message. */
final class HeaderLines {

    /** Most requests have fewer. */
    private static final int USUAL = 24;

    private HeaderLine[] lines;
    private int count;

    HeaderLines() {
        lines = new HeaderLine[USUAL];
    }

    /** The same lines for another message, with room for what a proxy adds. */
    HeaderLines(HeaderLines other) {
        lines = Arrays.copyOf(other.lines, other.count + 4);
        count = other.count;
    }

    int count() {
        return count;
    }

    HeaderLine line(int at) {
        return lines[at];
    }

    /** Where the first line of that name is; -1 if there is none. */
    int find(HeaderName name) {
        for (int i = 0; i < count; i++) {
            if (lines[i].name.is(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The first value of that name, as it was parsed before or is now. */
    <T> Optional<T> first(HeaderName name, Class<T> type, Function<String, T> parser) {
        int at = find(name);
        return at < 0 ? Optional.empty() : Optional.of(lines[at].first(type, parser));
    }

    /** Every value of that name, from the top. */
    List<String> values(HeaderName name) {
        int at = find(name);
        if (at < 0) {
            return List.of();
        }
        var values = new ArrayList<String>();
        for (; at < count; at++) {
            if (lines[at].name.is(name)) {
                values.addAll(lines[at].all());
            }
        }
        return values;
    }

    void add(HeaderLine line) {
        insert(count, line);
    }

    /** Adds the lines of that name as they stand in another message. */
    void addAll(HeaderName name, HeaderLines from) {
        for (int i = 0; i < from.count; i++) {
            if (from.lines[i].name.is(name)) {
                add(from.lines[i]);
            }
        }
    }

    void addFirst(HeaderName name, HeaderLines from) {
        int at = from.find(name);
        if (at >= 0) {
            add(from.lines[at]);
        }
    }

    /** Puts the line in the place of the first of its name, and takes the others away. */
    void place(HeaderLine line) {
        int at = find(line.name);
        if (at < 0) {
            add(line);
            return;
        }
        lines[at] = line;
        for (int i = count - 1; i > at; i--) {
            if (lines[i].name.is(line.name)) {
                cut(i);
            }
        }
    }

    void replace(int at, HeaderLine line) {
        lines[at] = line;
    }

    /** Adds the line behind those of the same name, else at the end. */
    void append(HeaderLine line) {
        int last = count - 1;
        while (last >= 0 && !lines[last].name.is(line.name)) {
            last--;
        }
        insert(last < 0 ? count : last + 1, line);
    }

    /** Adds the line in front of those of the same name, else on top. */
    void push(HeaderLine line) {
        insert(Math.max(find(line.name), 0), line);
    }

    /** Takes the first value of that name away. */
    void pop(HeaderName name) {
        int at = find(name);
        if (at < 0) {
            return;
        }
        var rest = lines[at].rest();
        if (rest == null) {
            cut(at);
        } else {
            lines[at] = rest;
        }
    }

    void remove(HeaderName name) {
        for (int i = count - 1; i >= 0; i--) {
            if (lines[i].name.is(name)) {
                cut(i);
            }
        }
    }

    private void insert(int at, HeaderLine line) {
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, count * 2);
        }
        System.arraycopy(lines, at, lines, at + 1, count - at);
        lines[at] = line;
        count++;
    }

    private void cut(int at) {
        System.arraycopy(lines, at + 1, lines, at, count - at - 1);
        lines[--count] = null;
    }

    /** How many bytes they are, each with its CRLF. */
    int length() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += lines[i].length() + 2;
        }
        return length;
    }

    /** Writes them and returns where they end. */
    int write(byte[] to, int at) {
        for (int i = 0; i < count; i++) {
            at = endLine(to, lines[i].write(to, at));
        }
        return at;
    }

    static int endLine(byte[] bytes, int at) {
        bytes[at] = '\r';
        bytes[at + 1] = '\n';
        return at + 2;
    }
}
