package offhook.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What docs/conformance.md says of tests that others wrote and that may end otherwise than well: each with its reason. */
final class Exceptions {

    private static final Path PAGE = Path.of("..", "docs", "conformance.md");

    private Exceptions() {}

    /** The rows of the table below a heading: a test, and why. */
    static Map<String, String> below(String heading) throws IOException {
        var rows = new LinkedHashMap<String, String>();
        boolean there = false;
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                there = line.equals(heading);
            } else if (there && line.startsWith("| `")) {
                var cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
                rows.put(cells.get(1).replace("`", ""), cells.get(2));
            }
        }
        return rows;
    }
}
