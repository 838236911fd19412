package offhook.runtime.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** What stands in a table of the file and is no key of its section. */
record UnknownKeys(Section section, TomlTable table, Place place) {

    /** Tells each of them, and answers the keys that were probably meant: nobody has to be told that those are missing. */
    Set<String> report() {
        var known = section.keys().stream().map(Key::name).collect(Collectors.toSet());
        var source = place.reading().source();
        var meant = new HashSet<String>();
        for (var name : table.keySet()) {
            if (known.contains(name)) {
                continue;
            }
            var guess = Nearest.to(name, known).flatMap(this::key);
            guess.map(Key::name).ifPresent(meant::add);
            var at = place.key(name, source.spot(table.inputPositionOf(List.of(name))));
            var here = place.asHeading();
            var what = isSection(table.get(List.of(name)))
                    ? "there is no section " + at.asHeading()
                    : (here.isEmpty() ? "there is no key \"" : here + " has no key \"") + Shown.oneLine(name, 60) + '"';
            at.wrong(what + "; "
                    + guess.map(this::didYouMean).or(() -> elsewhere(name)).orElseGet(this::all));
        }
        return meant;
    }

    private Optional<Key> key(String name) {
        return section.keys().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    private static boolean isSection(Object value) {
        boolean tables = value instanceof TomlArray array && !array.isEmpty() && array.get(0) instanceof TomlTable;
        return tables || value instanceof TomlTable;
    }

    private String didYouMean(Key key) {
        return "did you mean " + written(key) + "?";
    }

    private String written(Key key) {
        var at = place.key(key.name(), place.spot());
        return Section.in(key.shape()).isEmpty()
                ? '"' + key.name() + '"'
                : key.shape() instanceof Many ? "[" + at.asHeading() + "]" : at.asHeading();
    }

    /** A key that was written below the wrong heading. */
    private Optional<String> elsewhere(String name) {
        var owners = owners(place.reading().root(), "", name).toList();
        return owners.isEmpty() ? Optional.empty() : Optional.of("it belongs to " + String.join(" or ", owners));
    }

    private static Stream<String> owners(Section section, String dotted, String name) {
        return section.keys().stream().flatMap(key -> {
            var inner = Section.in(key.shape());
            if (inner.isEmpty()) {
                var heading = dotted.isEmpty() ? "the top of the file" : "[" + dotted + "]";
                return key.name().equals(name) ? Stream.of(heading) : Stream.empty();
            }
            return owners(inner.get(), dotted.isEmpty() ? key.name() : dotted + "." + key.name(), name);
        });
    }

    private String all() {
        return "expected " + section.keys().stream().map(this::written).collect(Collectors.joining(", "));
    }
}
