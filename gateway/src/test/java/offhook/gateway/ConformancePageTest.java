package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import offhook.runtime.testing.TraceFile;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names every trace of the product, and no other. */
class ConformancePageTest {

    private static final Path TRACES = Path.of("src/test/resources/traces");
    private static final Pattern NAMED =
            Pattern.compile("\\[([a-z]+/[a-z0-9-]+)]\\(\\.\\./gateway/src/test/resources/traces/([^)]*)\\.trace\\)");

    @Test
    void everyTraceIsListedAndThere() throws IOException {
        var named = NAMED.matcher(Files.readString(Path.of("../docs/conformance.md")))
                .results()
                .peek(link -> assertThat(link.group(2))
                        .as("what the link of " + link.group(1) + " names")
                        .isEqualTo(link.group(1)))
                .map(link -> link.group(1))
                .toList();
        try (var files = Files.walk(TRACES)) {
            var there = files.filter(file -> file.toString().endsWith(".trace"))
                    .map(file -> TRACES.relativize(file).toString().replaceFirst("\\.trace$", ""))
                    .toList();
            assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(there);
        }
    }

    /** A row that says "yes" is one whose conversations end with an alert, one that says "no" has none. */
    @Test
    void theTracesOfARowShowWhatItSays() throws IOException {
        int judged = 0;
        for (var row : Files.readAllLines(Path.of("../docs/conformance.md"))) {
            var cells = row.split(" \\| ");
            if (cells.length != 3 || !(cells[1].equals("no") || cells[1].startsWith("yes"))) {
                continue;
            }
            for (var trace : NAMED.matcher(cells[2]).results().toList()) {
                judged++;
                assertThat(Files.readString(TRACES.resolve(trace.group(1) + ".trace"))
                                .contains("Missed call from"))
                        .as(trace.group(1))
                        .isEqualTo(!cells[1].equals("no"));
            }
        }
        assertThat(judged).isGreaterThan(30);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var links = Pattern.compile("]\\(\\.\\./([^)]+)\\)")
                .matcher(Files.readString(Path.of("../docs/conformance.md")))
                .results()
                .map(link -> Path.of("..", link.group(1)))
                .toList();
        assertThat(links).hasSizeGreaterThan(100).allSatisfy(link -> assertThat(link)
                .exists());
    }

    /** Where a link names a test of a class, the class has it. */
    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var named = Pattern.compile("\\[(\\w+)\\.(\\w+)]\\(\\.\\./([^)]+/(\\w+)\\.java)\\)")
                .matcher(Files.readString(Path.of("../docs/conformance.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(80);
        for (var link : named) {
            assertThat(link.group(1)).isEqualTo(link.group(4));
            assertThat(Files.readString(Path.of("..", link.group(3))))
                    .as(link.group(3))
                    .containsPattern("\\b(void|Stream<DynamicTest>) " + link.group(2) + "\\(");
        }
    }

    /** The table of what the SIP side must do has each of its areas, and no row without a test. */
    @Test
    void everyRowOfTheSipSideIsShown() throws IOException {
        var page = Files.readString(Path.of("../docs/conformance.md"));
        int begin = page.indexOf("## What the SIP side does");
        var rows = page.substring(begin, page.indexOf("\n## ", begin))
                .lines()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.endsWith("| shown by |") && !line.startsWith("| --- "))
                .toList();
        assertThat(rows).hasSizeGreaterThan(90).allSatisfy(row -> assertThat(row)
                .containsPattern("]\\(\\.\\./[^)]+\\) *(, \\[[^\\]]+]\\([^)]+\\) *)*\\|$"));
        assertThat(rows.stream()
                        .map(row -> row.split(" \\| "))
                        .filter(cells -> cells.length == 3)
                        .map(cells -> cells[0].replace("| ", "").strip())
                        .filter(area -> !area.isEmpty() && !area.equals("|")))
                .containsExactly("registrar", "proxy", "auth", "events", "requests", "transports", "as a watcher");
    }

    @Test
    void noTraceIsEmpty() {
        assertThat(TraceFile.all(GatewayTraceTest.class))
                .isNotEmpty()
                .allSatisfy(trace -> assertThat(trace.steps()).as(trace.name()).isNotEmpty());
    }
}
