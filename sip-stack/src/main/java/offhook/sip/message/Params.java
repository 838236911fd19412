package offhook.sip.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters behind a value or inside a URI: {@code ;name=value;flag}. Names are compared without case, values are
 * as written, quotes included. Immutable and safe to share.
 */
public final class Params {

    public static final Params NONE = new Params("");

    private final String text;

    private Params(String text) {
        this.text = text;
    }

    /** From a text that is known to be right and to hold no white space outside of quotes. */
    static Params exact(String text) {
        return text.isEmpty() ? NONE : new Params(text);
    }

    /** Reads {@code *( SEMI generic-param )} and leaves the cursor behind it. */
    static Params read(Cursor in) {
        int start = in.at;
        int length = 0;
        int end = start;
        while (in.take(';')) {
            int from = in.at;
            in.skipToken();
            length += 1 + in.at - from;
            end = in.at;
            if (in.take('=')) {
                from = in.at;
                readValue(in);
                length += 1 + in.at - from;
                end = in.at;
            }
        }
        if (end == start) {
            return NONE;
        }
        String written = in.text.substring(start, end);
        return new Params(written.length() == length ? written : squeezed(written));
    }

    private static void readValue(Cursor in) {
        if (in.peek() == '"') {
            in.skipQuoted();
            return;
        }
        int from = in.at;
        while (!in.atEnd() && ";,\"<> \t".indexOf(in.peek()) < 0) {
            in.at++;
        }
        if (in.at == from) {
            throw in.bad();
        }
    }

    private static String squeezed(String written) {
        var without = new StringBuilder(written.length());
        boolean quoted = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (quoted && c == '\\') {
                without.append(c);
                c = written.charAt(++i);
            } else if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || !Cursor.isSpace(c)) {
                without.append(c);
            }
        }
        return without.toString();
    }

    public boolean has(String name) {
        return find(name) >= 0;
    }

    /** The value of that name; a parameter without one has the value "". */
    public Optional<String> get(String name) {
        return Optional.ofNullable(value(name));
    }

    /** As {@link #get}, but null if it is not there. */
    String value(String name) {
        int at = find(name);
        if (at < 0) {
            return null;
        }
        int end = at + 1 + name.length();
        return end == text.length() || text.charAt(end) == ';' ? "" : text.substring(end + 1, end(at));
    }

    /** These with one more at the end, or with another value if the name is there already. */
    public Params with(String name, String value) {
        int at = find(name);
        String added = value.isEmpty() ? ";" + name : ";" + name + "=" + value;
        return at < 0 ? new Params(text + added) : new Params(text.substring(0, at) + added + text.substring(end(at)));
    }

    public Params without(String name) {
        int at = find(name);
        return at < 0 ? this : exact(text.substring(0, at) + text.substring(end(at)));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Where ";name" begins, or -1. */
    private int find(String name) {
        for (int at = 0; at < text.length(); at = end(at)) {
            int after = at + 1 + name.length();
            if (text.regionMatches(true, at + 1, name, 0, name.length())
                    && (after == text.length() || text.charAt(after) == '=' || text.charAt(after) == ';')) {
                return at;
            }
        }
        return -1;
    }

    /** Where the parameter that begins there ends. */
    private int end(int start) {
        boolean quoted = false;
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    /** All of them in order, names in lower case; of two with one name, the first. */
    public Map<String, String> asMap() {
        var all = new LinkedHashMap<String, String>();
        for (int at = 0; at < text.length(); ) {
            int end = end(at);
            int equals = text.indexOf('=', at);
            boolean flag = equals < 0 || equals > end;
            all.putIfAbsent(
                    Ascii.lower(text.substring(at + 1, flag ? end : equals)),
                    flag ? "" : text.substring(equals + 1, end));
            at = end;
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Params that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it stands in a header: empty, or beginning with a semicolon. */
    @Override
    public String toString() {
        return text;
    }
}
