package offhook.pbx.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of a PBX. In their file a line in brackets begins a message; each of its lines says behind a # where in the
 * vendor's sources or documentation it comes from. "{name}" and "{name=default}" are filled in; "@other" puts another
 * message in its place, "@other Prefix" with this before each line and with the values of "prefix.name".
 */
final class Templates {

    private static final Pattern BLANK = Pattern.compile("\\{([\\w.]+)(?:=([^}]*))?}");

    /** @param source where the line comes from */
    record Line(String text, String source) {}

    private final Map<String, List<Line>> messages = new LinkedHashMap<>();

    Templates(String resource) {
        List<Line> current = new ArrayList<>();
        for (var line : read(resource).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                current = new ArrayList<>();
                messages.put(line.substring(1, line.indexOf(']')), current);
            } else {
                var parts = line.split("\\s+# ", 2);
                current.add(new Line(parts[0].strip(), parts.length == 2 ? parts[1].strip() : ""));
            }
        }
    }

    private static String read(String resource) {
        try (var in = Templates.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines, to check where they come from. */
    List<Line> lines() {
        return messages.values().stream().flatMap(List::stream).toList();
    }

    List<String> fill(String message, Map<String, String> values) {
        return fill(message, "", values);
    }

    private List<String> fill(String message, String prefix, Map<String, String> values) {
        if (!messages.containsKey(message)) {
            throw new AssertionError("there is no message \"" + message + '"');
        }
        var filled = new ArrayList<String>();
        for (var line : messages.get(message)) {
            if (line.text().startsWith("@")) {
                var words = line.text().substring(1).split(" ", 2);
                filled.addAll(fill(words[0], words.length == 2 ? words[1] : "", values));
            } else {
                filled.add(prefix + filled(line.text(), prefix, values));
            }
        }
        return filled;
    }

    private static String filled(String text, String prefix, Map<String, String> values) {
        var before = prefix.isEmpty() ? "" : prefix.toLowerCase(Locale.ROOT) + '.';
        return BLANK.matcher(text).replaceAll(blank -> {
            var value = values.getOrDefault(before + blank.group(1), blank.group(2));
            if (value == null) {
                throw new AssertionError("nothing is said of " + before + blank.group(1) + " in " + text);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
