package offhook.runtime.config;

import java.nio.file.Path;
import org.tomlj.TomlPosition;

/**
 * The text of the file, to find the place of a value where the parser knows only that of its key.
 *
 * @param text without the byte order mark that some editors write
 */
record Source(Path file, String text) {

    /** A line and a column, both counted from 1. */
    record Spot(int line, int column) {

        static final Spot START = new Spot(1, 1);
    }

    Source {
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    Path folder() {
        return file.toAbsolutePath().getParent();
    }

    Spot spot(TomlPosition at) {
        return at == null ? Spot.START : new Spot(at.line(), at.column());
    }

    /** The value of {@code key = value}, given where the key stands; a table header is its own place. */
    Spot valueOf(TomlPosition key) {
        int start = offset(spot(key));
        if (text.startsWith("[", start)) {
            return spotAt(start);
        }
        int at = start;
        for (char quote = 0; at < text.length() && text.charAt(at) != '\n'; at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '=') {
                return blankSkipped(at + 1);
            }
        }
        return spotAt(start);
    }

    /** An element of an array; the parser gives the end of the line before an element that starts one. */
    Spot elementAt(TomlPosition at) {
        return blankSkipped(offset(spot(at)));
    }

    /** The first place of the words at or behind a spot; the spot itself if they are not written like this. */
    Spot find(String words, Spot from) {
        int at = text.indexOf(words, offset(from));
        return at < 0 ? from : spotAt(at);
    }

    private Spot blankSkipped(int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                at++;
            }
        }
        return spotAt(at < text.length() ? at : from);
    }

    String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }

    private int offset(Spot spot) {
        int start = 0;
        for (int line = 1; line < spot.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return text.offsetByCodePoints(start, Math.min(spot.column() - 1, text.codePointCount(start, text.length())));
    }

    private Spot spotAt(int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Spot(line, 1 + text.codePointCount(start, offset));
    }
}
