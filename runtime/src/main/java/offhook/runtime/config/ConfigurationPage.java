package offhook.runtime.config;

import java.util.List;
import java.util.function.Predicate;

/** Writes docs/configuration.md from the records, so that the page cannot say anything else than the program does. */
public final class ConfigurationPage {

    private static final String INTRODUCTION =
            """
            A duration is a whole number with a unit (`800ms`, `20s`, `15m`, `4h`, `7d`) or `0`; a size is one with `B`, `KB`, `MB`
            or `GB` (a KB is 1024 bytes). A relative path starts at the folder of the configuration file. `${NAME}` inside a text
            is replaced by the environment variable of that name, `$${` stands for the characters `${`. A key without a
            default that is not optional has to be written.
            """;

    private final StringBuilder page = new StringBuilder();

    private ConfigurationPage() {}

    /** The page, in Markdown. */
    public static String of(Class<? extends Record> root) {
        var section = Section.of(root);
        var writer = new ConfigurationPage();
        writer.page.append("# Configuration\n\n");
        writer.paragraph(section.doc());
        writer.page.append(INTRODUCTION);
        writer.section(section, "");
        return writer.page.toString();
    }

    private void section(Section section, String dotted) {
        table(section.keys().stream().filter(inner().negate()).toList());
        for (var key : section.keys().stream().filter(inner()).toList()) {
            var name = dotted.isEmpty() ? key.name() : dotted + "." + key.name();
            page.append(key.shape() instanceof Many ? "\n## [[" + name + "]]\n\n" : "\n## [" + name + "]\n\n");
            paragraph(key.doc());
            paragraph(
                    key.shape() instanceof Many
                            ? "Stands once for each, or not at all."
                            : key.shape() instanceof Maybe ? "The whole section can be left out." : "");
            section(Section.in(key.shape()).orElseThrow(), name);
        }
    }

    private static Predicate<Key> inner() {
        return key -> Section.in(key.shape()).isPresent();
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            page.append(text).append("\n\n");
        }
    }

    private void table(List<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        if (page.charAt(page.length() - 2) != '\n') {
            page.append('\n');
        }
        page.append("| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n");
        for (var key : keys) {
            page.append("| `" + key.name() + "` | " + cell(key.shape().kind()) + " | " + standing(key) + " | "
                    + cell(key.doc()) + " |\n");
        }
    }

    private static String standing(Key key) {
        if (key.shape() instanceof Maybe) {
            return "optional";
        }
        return key.fallback()
                .map(text -> text.isEmpty() ? "empty" : "`" + text.replace("|", "\\|") + "`")
                .orElse("**required**");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
