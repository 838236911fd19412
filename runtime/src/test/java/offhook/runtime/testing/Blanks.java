package offhook.runtime.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The blanks of a trace: {@code {any}} matches any text, {@code {x=any}} remembers what it matched, {@code {x}} stands
 * for what was remembered.
 */
public final class Blanks {

    private static final Pattern BLANK = Pattern.compile("\\{(?:(\\w+)=)?(\\w+)}");

    private final Map<String, String> remembered = new HashMap<>();

    public void remember(String name, String value) {
        remembered.put(name, value);
    }

    /** The text with what was remembered filled in. */
    public String fill(String text) {
        return BLANK.matcher(text).replaceAll(blank -> {
            var value = blank.group(1) == null ? remembered.get(blank.group(2)) : null;
            return java.util.regex.Matcher.quoteReplacement(value == null ? blank.group() : value);
        });
    }

    /** Whether the whole text fits the pattern; if it does, the pattern's names are remembered. */
    public boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        var names = new HashMap<String, Integer>();
        var blank = BLANK.matcher(pattern);
        int at = 0;
        int groups = 0;
        while (blank.find()) {
            regex.append(Pattern.quote(pattern.substring(at, blank.start())));
            at = blank.end();
            if (blank.group(2).equals("any")) {
                regex.append("(.*?)");
                groups++;
                if (blank.group(1) != null) {
                    names.put(blank.group(1), groups);
                }
            } else {
                regex.append(Pattern.quote(fill(blank.group())));
            }
        }
        regex.append(Pattern.quote(pattern.substring(at)));
        var match = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text);
        if (!match.matches()) {
            return false;
        }
        names.forEach((name, group) -> remembered.put(name, match.group(group)));
        return true;
    }
}
