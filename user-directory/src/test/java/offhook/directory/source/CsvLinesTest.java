package offhook.directory.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CsvLinesTest {

    /** RFC 4180 §2. */
    @Property
    void whatIsQuotedIsReadAsItWas(@ForAll("rows") List<List<String>> rows) {
        String file = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(joining(",")))
                .collect(joining("\r\n"));
        assertThat(CsvLines.of(file.getBytes(UTF_8)))
                .extracting(CsvLines.Line::cells)
                .isEqualTo(rows);
    }

    @Property
    void anyBytesAreLinesOrErrors(@ForAll byte[] file) {
        var lines = CsvLines.of(file);
        assertThat(lines).allSatisfy(line -> assertThat(line.cells()).isNotEmpty());
        assertThat(lines).extracting(CsvLines.Line::number).isSorted().doesNotHaveDuplicates();
    }

    @Example
    void linesAreCountedAsAnEditorDoes() {
        var lines = CsvLines.of("a,b\r\n\r\n\"c\",\"d\n\"\"e\"\"\"\ra,\n,\n  \nf".getBytes(UTF_8));
        assertThat(lines.toString())
                .isEqualTo("[Line[number=1, cells=[a, b], error=Optional.empty],"
                        + " Line[number=3, cells=[c, ], error=Optional[the quote is not closed on this line]],"
                        + " Line[number=4, cells=[], error=Optional[something stands after the closing quote; a comma was expected]],"
                        + " Line[number=5, cells=[, ], error=Optional.empty],"
                        + " Line[number=7, cells=[f], error=Optional.empty]]");
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        var cell = Arbitraries.strings()
                .withChars("ab\",; ü☎")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(text -> 'x' + text);
        return cell.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(4);
    }
}
