package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.directory.NumberPlan;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvPeople;
import offhook.gateway.preference.PreferenceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;

/** What the pages say can be typed is what the program knows: every command, and every name on docs/people.md. */
class CommandsInPagesTest {

    private static final Path ROOT = Path.of("..");

    /** In a block, or within a line. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./offhook (.+)$|`(?:\\./)?offhook ([^`\\n]+)`");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    /** Those of the script alone. */
    private static final Set<String> SCRIPT = Set.of("demo", "test", "bench");

    @TempDir
    Path folder;

    static Stream<String> commands() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"))) {
            var pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
            var found = new TreeSet<String>();
            for (var page : pages) {
                COMMAND.matcher(Files.readString(page))
                        .results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .map(command -> command.replaceAll("\\s+#.*$", ""))
                        .filter(command -> command.startsWith("test missed") || !SCRIPT.contains(words(command)[0]))
                        .forEach(found::add);
            }
            return found.stream();
        }
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOne(String command) {
        var world = new CommandWorld(folder);
        var line = OffhookCommand.line(world, world);
        try {
            line.parseArgs(words(command));
        } catch (MissingParameterException e) {
            assertThat(command).as("a command that is only named").matches("[a-z ]+");
        }
    }

    @Test
    void everyColumnAndPreferenceIsExplained() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/people.md"));
        int choices = page.indexOf("## What people choose");
        var defaults = new CsvDefaults("capulet.example", NumberPlan.of(""), Locale.ENGLISH, ZoneOffset.UTC);
        var mistake = CsvPeople.parse(new byte[0], defaults).errors().get(0).message();
        var columns = List.of(mistake.substring(mistake.indexOf(": ") + 2).split(", "));
        assertThat(names(page.substring(0, choices))).containsExactlyElementsOf(columns);
        assertThat(names(page.substring(choices))).containsExactlyElementsOf(PreferenceText.NAMES);
    }

    private static List<String> names(String text) {
        return ROW.matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(row -> NAME.matcher(row.split("\\|")[1]).results())
                .map(name -> name.group(1))
                .collect(Collectors.toList());
    }
}
