package offhook.runtime.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offhook.runtime.config.Source.Spot;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlVersion;

/** One file being read: its text, what its variables stand for, and the mistakes found so far. */
final class Reading {

    /** A variable, or the escape for the two characters it starts with, or a start that leads nowhere. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)})?");

    /** {@code key = word}: the mistake made most often in TOML. */
    private static final Pattern UNQUOTED = Pattern.compile("\\s*[\\w.-]+\\s*=\\s*[^\"'\\[{#\\s].*");

    private final Source source;
    private final Map<String, String> env;
    private final Section root;
    private final Map<String, String> used = new HashMap<>();
    private final List<ConfigError> errors = new ArrayList<>();

    Reading(Source source, Map<String, String> env, Section root) {
        this.source = source;
        this.env = env;
        this.root = root;
    }

    /** The root record, or null if there are errors. Mistakes in the syntax hide all others: half a file means nothing. */
    Object run() {
        var toml = Toml.parse(source.text(), TomlVersion.V1_0_0);
        toml.errors().forEach(this::syntax);
        return errors.isEmpty() ? root.read(toml, Place.root(this)) : null;
    }

    List<ConfigError> errors() {
        return errors;
    }

    Source source() {
        return source;
    }

    Section root() {
        return root;
    }

    void wrong(Spot spot, String message) {
        errors.add(new ConfigError(source.file(), spot.line(), spot.column(), message));
    }

    private void syntax(TomlParseError error) {
        var spot = source.spot(error.position());
        var said = error.getMessage();
        var hint = UNQUOTED.matcher(source.line(spot.line())).matches() && said.startsWith("Unexpected")
                ? "; a text stands in quotes"
                : "";
        wrong(spot, Character.toLowerCase(said.charAt(0)) + said.substring(1) + hint);
    }

    /** The text with its variables filled in, or nothing once a missing one is reported. */
    Optional<String> filledIn(String text, Place place) {
        var filled = new StringBuilder();
        boolean complete = true;
        var variables = VARIABLE.matcher(text);
        while (variables.find()) {
            var value = variables.group().startsWith("$$") ? Optional.of("${") : valueOf(variables, place);
            complete &= value.isPresent();
            variables.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
        }
        return complete ? Optional.of(variables.appendTail(filled).toString()) : Optional.empty();
    }

    private Optional<String> valueOf(Matcher variable, Place place) {
        var name = variable.group(1);
        var value = name == null ? null : env.get(name);
        if (value != null) {
            used.put(name, value);
            return Optional.of(value);
        }
        var spot = source.find(variable.group(), place.spot());
        wrong(
                spot,
                name == null
                        ? place.title() + " has \"${\" without a name and \"}\"; write \"$${\" for the characters"
                        : place.title() + " needs the environment variable " + name + ", which is not set");
        return Optional.empty();
    }

    /** What foreign code says of a value, without the values of the environment and in one line. */
    String scrubbed(String message) {
        var clean = message;
        for (var variable : used.entrySet()) {
            if (!variable.getValue().isEmpty()) {
                clean = clean.replace(variable.getValue(), "${" + variable.getKey() + "}");
            }
        }
        return Shown.oneLine(clean, 200);
    }
}
