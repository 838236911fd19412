package offhook.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A conversation written down: who says what to whom, and how time passes. It knows the shape of the file and no
 * protocol; the driver of a module says what a text means.
 *
 * <p>The head has lines {@code with key = value} (of the configuration) and {@code only word…}. Then come steps, which
 * start at the left margin: {@code juliet.chat -> server} with its text indented below, {@code 20 seconds pass}, or any
 * other line, which is an event. A line that starts with # is a comment.
 *
 * <p>A line {@code === what it shows} begins a conversation of its own: such a file holds several traces, each with the
 * head above the first of these lines.
 *
 * @param settings TOML, one line for each {@code with}
 * @param only the words after {@code only}; empty for everything
 */
public record TraceFile(String name, List<String> settings, Set<String> only, List<Step> steps) {

    private static final String PART = "===";
    private static final Pattern SAID = Pattern.compile("(\\S+) -> (\\S+)");
    private static final Pattern PAUSE =
            Pattern.compile("(\\d+) (millisecond|second|minute|hour)s? pass(?:es)?\\s*(#.*)?");

    /** One step; a driver names file and line when it fails. */
    public sealed interface Step {

        int line();
    }

    /** @param text without the indentation, lines separated by \n, no line feed at the end */
    public record Said(int line, String from, String to, String text) implements Step {}

    public record Pause(int line, Duration length) implements Step {}

    /** Something else that happens, such as {@code juliet.chat disconnects}. */
    public record Event(int line, String text) implements Step {}

    /** Every {@code .trace} file under the folder {@code traces} of the module whose class this is, by name. */
    public static Stream<TraceFile> all(Class<?> module) {
        var folder = module.getResource("/traces");
        if (folder == null) {
            throw new IllegalStateException("no folder src/test/resources/traces beside " + module);
        }
        try {
            var root = Path.of(folder.toURI());
            try (var files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".trace")).sorted().toList().stream()
                        .flatMap(file -> parts(root.relativize(file).toString(), read(file)).stream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The conversations of a file: one, or one for each line {@code ===}. Lines keep their numbers. */
    static List<TraceFile> parts(String name, String text) {
        var lines = text.split("\n", -1);
        int[] starts = IntStream.range(0, lines.length)
                .filter(i -> lines[i].startsWith(PART))
                .toArray();
        if (starts.length == 0) {
            return List.of(parse(name, text));
        }
        var parts = new ArrayList<TraceFile>();
        for (int i = 0; i < starts.length; i++) {
            var only = lines.clone();
            blank(only, starts[0], starts[i] + 1);
            blank(only, i + 1 < starts.length ? starts[i + 1] : lines.length, lines.length);
            var title = lines[starts[i]].substring(PART.length()).strip();
            parts.add(parse(name + ": " + title, String.join("\n", only)));
        }
        return parts;
    }

    private static void blank(String[] lines, int from, int to) {
        Arrays.fill(lines, from, to, "");
    }

    /** @throws IllegalArgumentException with file and line if it has not this shape */
    public static TraceFile parse(String name, String text) {
        var settings = new ArrayList<String>();
        var only = new TreeSet<String>();
        var steps = new ArrayList<Step>();
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i].stripTrailing();
            int number = i + 1;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                throw new IllegalArgumentException(name + ":" + number + ": a text needs \"from -> to\" above it");
            }
            var said = SAID.matcher(line);
            var pause = PAUSE.matcher(line);
            if (said.matches()) {
                int end = textEnd(lines, i + 1);
                steps.add(new Said(number, said.group(1), said.group(2), unindented(lines, i + 1, end)));
                i = end - 1;
            } else if (pause.matches()) {
                steps.add(new Pause(number, length(Long.parseLong(pause.group(1)), pause.group(2))));
            } else if (steps.isEmpty() && line.startsWith("with ")) {
                settings.add(line.substring("with ".length()).strip());
            } else if (steps.isEmpty() && line.startsWith("only ")) {
                var words = line.replaceFirst("#.*", "").strip().split("\\s+");
                only.addAll(Arrays.asList(words).subList(1, words.length));
            } else {
                steps.add(new Event(number, line.replaceFirst("\\s+#.*", "")));
            }
        }
        return new TraceFile(name, List.copyOf(settings), Set.copyOf(only), List.copyOf(steps));
    }

    /** Blank lines belong to a text where more of it follows. */
    private static int textEnd(String[] lines, int from) {
        int end = from;
        for (int i = from; i < lines.length && (lines[i].isBlank() || lines[i].startsWith(" ")); i++) {
            if (!lines[i].isBlank()) {
                end = i + 1;
            }
        }
        return end;
    }

    private static String unindented(String[] lines, int from, int to) {
        return String.join("\n", Arrays.copyOfRange(lines, from, to)).stripIndent();
    }

    private static Duration length(long amount, String unit) {
        return switch (unit) {
            case "millisecond" -> Duration.ofMillis(amount);
            case "second" -> Duration.ofSeconds(amount);
            case "minute" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
