package offhook.runtime.config;

import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** How a value of the file is repeated to its author: in one line, not endless, and without a password. */
final class Shown {

    private static final int LONGEST = 60;
    private static final Pattern PASSWORD = Pattern.compile("(://[^\\s/:@]*:)\\S*@");

    private Shown() {}

    static String value(Object toml) {
        return toml instanceof String text
                ? '"' + oneLine(PASSWORD.matcher(text).replaceAll("$1***@"), LONGEST) + '"'
                : toml instanceof TomlTable || toml instanceof TomlArray ? kind(toml) : toml.toString();
    }

    /** The kind alone, for a value that has to stay hidden. */
    static String kind(Object toml) {
        if (toml instanceof TomlTable) {
            return "a table";
        }
        if (toml instanceof TomlArray) {
            return "an array";
        }
        return toml instanceof String ? "a text" : "not a text";
    }

    static String oneLine(String text, int longest) {
        var line = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format("\\u%04X", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > longest ? line + "…" : line.toString();
    }
}
