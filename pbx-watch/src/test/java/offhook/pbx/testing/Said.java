package offhook.pbx.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A line of a script: the kind of event, and "name=value" for each value; one with blanks stands in quotes. */
record Said(String kind, Map<String, String> values) {

    private static final Pattern VALUE = Pattern.compile("(\\S+?)=(\"[^\"]*\"|\\S*)");

    static Said of(String line) {
        var values = new LinkedHashMap<String, String>();
        var found = VALUE.matcher(line);
        while (found.find()) {
            values.put(found.group(1), found.group(2).replace("\"", ""));
        }
        return new Said(line.strip().split(" ", 2)[0], values);
    }
}
