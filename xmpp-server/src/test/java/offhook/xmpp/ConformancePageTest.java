package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/conformance.md names every trace of these folders, and each shows the paragraph beside which it stands. */
class ConformancePageTest {

    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final List<String> LISTED = List.of("admin", "archive", "im", "muc", "pubsub", "stream", "xep");
    private static final Path ROOMS = Path.of("src/main/java/offhook/xmpp/muc");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Path TRACES = Path.of("src/test/resources/traces");
    private static final Pattern LINK =
            Pattern.compile("\\[([^]]+)]\\(\\.\\./xmpp-server/src/test/resources/traces/([^)]*)\\.trace\\)");
    private static final Pattern DECLARED = Pattern.compile("^\\| \\[((RFC|XEP)[- ]\\d+)]", Pattern.MULTILINE);
    private static final Pattern CITED = Pattern.compile("(RFC \\d+|XEP-\\d+|§[A-Z]?[0-9.]*\\w)");

    @Test
    void everyTraceIsListedAndThere() throws IOException {
        var named = links(Files.readString(PAGE))
                .peek(link -> assertThat(link.group(1))
                        .as("the name of " + link.group(2))
                        .isEqualTo(link.group(2)))
                .map(link -> link.group(2))
                .distinct()
                .toList();

        for (var folder : LISTED) {
            assertThat(named).containsAll(traces(folder));
        }
        assertThat(named)
                .allSatisfy(name -> assertThat(TRACES.resolve(name + ".trace")).exists());
    }

    /** The specification of the heading and the paragraphs of the first cell are cited in every trace of the row. */
    @Test
    void everyTraceCitesWhatItShows() throws IOException {
        var specification = "";
        for (var line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                specification = line;
            } else if (line.startsWith("| ") && LINK.matcher(line).find()) {
                var cited = CITED.matcher(specification + ' ' + line.split(" \\| ")[0])
                        .results()
                        .map(MatchResult::group)
                        .toList();
                links(line).forEach(link -> assertThat(citations(link.group(2)))
                        .as("citations of " + link.group(2))
                        .containsAll(cited));
            }
        }
    }

    /** RFC 6121 §8.5 and Appendix A are tables: each has its row. */
    @Test
    void everyTableOfRfc6121IsShown() throws IOException {
        var page = Files.readString(PAGE);

        assertThat(List.of("8.5.1", "8.5.2.1.1", "8.5.2.1.2", "8.5.2.1.3", "8.5.2.2.1", "8.5.2.2.2", "8.5.2.2.3"))
                .allSatisfy(paragraph -> assertThat(page).contains("| §" + paragraph + " |"));
        assertThat(List.of("8.5.3.1", "8.5.3.2.1", "8.5.3.2.2", "8.5.3.2.3"))
                .allSatisfy(paragraph -> assertThat(page).contains("| §" + paragraph + " |"));
        assertThat(List.of("A.2.1", "A.2.2", "A.2.3", "A.2.4", "A.3.1", "A.3.2", "A.3.3", "A.3.4"))
                .allSatisfy(paragraph -> assertThat(page).contains("| §" + paragraph + " |"));
    }

    /** Whatever the server says that it implements is shown: in a row, or in a part of the page. */
    @Test
    void everySpecificationIsShown() throws IOException {
        var shown = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("## ") || line.startsWith("| "))
                .map(line -> line.startsWith("## ") ? line : line.split(" \\| ")[0])
                .flatMap(line -> CITED.matcher(line).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        var declared = DECLARED.matcher(Files.readString(Path.of("../docs/xeps.md")))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(declared).hasSizeGreaterThan(70);
        assertThat(shown).containsAll(declared);
    }

    /** A paragraph on rooms is cited by one of the classes that are said to keep it. */
    @Test
    void whatIsSaidOfRoomsIsSaidInTheirCode() throws IOException {
        var page = Files.readString(PAGE);
        var section = page.substring(page.indexOf("## XEP-0045"), page.indexOf("## Extensions of XMPP"));
        var rows = section.lines().filter(line -> line.startsWith("| §")).toList();

        assertThat(rows).hasSizeGreaterThan(70);
        for (var row : rows) {
            var cells = row.split(" \\| ");
            var code = new StringBuilder();
            for (var name : NAME.matcher(cells[2]).results().toList()) {
                code.append(Files.readString(ROOMS.resolve(name.group(1) + ".java")));
            }
            assertThat(CITED.matcher(code).results().map(MatchResult::group))
                    .as(cells[2])
                    .contains(cells[0].substring(2));
        }
    }

    private static Stream<MatchResult> links(String text) {
        return LINK.matcher(text).results();
    }

    private static List<String> citations(String trace) {
        try {
            var text = Files.readString(TRACES.resolve(trace + ".trace"));
            return CITED.matcher(text).results().map(MatchResult::group).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> traces(String folder) throws IOException {
        try (var files = Files.walk(TRACES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".trace"))
                    .map(file -> TRACES.relativize(file).toString().replaceFirst("\\.trace$", ""))
                    .toList();
        }
    }
}
