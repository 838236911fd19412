package offhook.pbx.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offhook.pbx.WatchConfig;
import offhook.pbx.WatchConfig.Kind;

/**
 * What is to be written at a PBX so that these extensions can be watched there. It names no secret: where one belongs, it
 * says PASSWORD.
 *
 * @param here our address, as the PBX sees it
 */
public record Recipe(Kind kind, WatchConfig config, String here, List<Line> extensions) {

    /**
     * An extension of somebody.
     *
     * @param name of the person
     */
    public record Line(String number, String name) {

        /** Nothing of a name ends a comment or a line. */
        private String plainName() {
            return name.replaceAll("[^\\p{L}\\p{N} .,'()-]", " ")
                    .replace("--", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    /** The lines to paste, each with the file or page that it belongs to above it; empty where nothing is to be done. */
    public List<String> text() {
        var text = new ArrayList<String>();
        var block = new ArrayList<String>();
        boolean wanted = false;
        for (var line : lines()) {
            if (line.startsWith("@")) {
                wanted = isWanted(line.substring(1).split(" "));
            } else if (wanted && line.startsWith("| ")) {
                block.add(line.substring(2));
            } else if (wanted) {
                repeat(block, text);
                text.add(filled(line, Map.of()));
            }
        }
        return text;
    }

    private boolean isWanted(String[] ways) {
        return config.watch().stream().map(Recipe::name).anyMatch(Arrays.asList(ways)::contains);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replaceFirst("^_", "").replace('_', '-');
    }

    private void repeat(List<String> block, List<String> into) {
        if (!block.isEmpty()) {
            extensions.forEach(one -> block.forEach(
                    line -> into.add(filled(line, Map.of("{number}", one.number(), "{name}", one.plainName()))
                            .stripTrailing())));
            block.clear();
        }
    }

    private String filled(String line, Map<String, String> more) {
        var uri = config.sip().uri();
        var filled = line.replace("{user}", config.user())
                .replace("{here}", here)
                .replace("{host}", uri.host() + (uri.port() == 0 ? "" : ":" + uri.port()))
                .replace("{domain}", config.domain().orElse(uri.host()));
        for (var value : more.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private List<String> lines() {
        try (var file = Recipe.class.getResourceAsStream("/offhook/pbx/recipe/" + name(kind) + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
