package offhook.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final List<String> LINES = List.of(
            "{\"server\":\"offhook\",\"workload\":\"chat\",\"a_cpu_second\":120000,\"lost\":0}",
            "something else",
            "{\"server\":\"offhook\",\"workload\":\"chat\",\"a_cpu_second\":100000,\"lost\":2}",
            "{\"server\":\"ejabberd\",\"workload\":\"chat\",\"a_cpu_second\":11000.25,\"lost\":0}",
            "{\"server\":\"offhook\",\"workload\":\"paced\",\"a_cpu_second\":10000}",
            "{\"server\":\"prosody\",\"workload\":\"paced\",\"a_cpu_second\":2000}",
            "{\"server\":\"offhook\",\"workload\":\"idle\",\"bytes_a_session\":6900}");

    @Test
    void theTableHasTheMeansAndTheirRatios() {
        assertThat(Page.table(Results.read(LINES)))
                .contains("saturated: deliveries a CPU second | 110,000 | 11,000 | – | 10.00 × | – | ≥ 12 × ejabberd |")
                .contains("CPU ms for 1,000 | 100 | – | 500 | – | 0.20 × | ≤ 0.4 × ejabberd |")
                .contains("| idle session: KB resident | 6.9 | – | – | – | – | ≤ 7 KB |")
                .contains("In 6 runs lost: 2, duplicated: 0, misrouted: 0.");
    }

    @Test
    void itStandsBetweenItsMarks(@TempDir Path folder) throws Exception {
        var results = Files.write(folder.resolve("results"), LINES);
        var page =
                Files.writeString(folder.resolve("page.md"), "before\n" + Page.BEGIN + "old\n" + Page.END + "after\n");
        Page.write(results, page);
        assertThat(Files.readString(page))
                .startsWith("before\n" + Page.BEGIN + "| workload |")
                .endsWith(".\n" + Page.END + "after\n")
                .doesNotContain("old");
    }

    @Test
    void saysWhatIsMissing(@TempDir Path folder) throws Exception {
        var page = Files.writeString(folder.resolve("page.md"), "no marks");
        assertThatThrownBy(() -> Page.write(folder.resolve("none"), page))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a file");
        assertThatThrownBy(() -> Page.write(page, page)).hasMessageContaining("marks of the table");
    }
}
