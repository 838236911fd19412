package offhook.runtime.config;

import java.util.ArrayList;
import java.util.List;
import offhook.runtime.config.Source.Spot;

/**
 * Where a value stands in the file, and where its mistakes are told.
 *
 * @param heading the enclosing section as written, "" at the top
 * @param path the names down from the top
 * @param repeated whether this is one of a {@code [[section]]}
 */
record Place(Reading reading, String heading, List<String> path, boolean repeated, Spot spot) {

    static Place root(Reading reading) {
        return new Place(reading, "", List.of(), false, Spot.START);
    }

    Place key(String name, Spot at) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return new Place(reading, asHeading(), List.copyOf(longer), false, at);
    }

    Place element(boolean table, Spot at) {
        return new Place(reading, heading, path, table, at);
    }

    /** This place as a key: {@code [sip] listen}. */
    String title() {
        var key = path.get(path.size() - 1);
        return heading.isEmpty() ? key : heading + " " + key;
    }

    /** This place as a section: {@code [sip]}; the top has none. */
    String asHeading() {
        if (path.isEmpty()) {
            return "";
        }
        var dotted = Shown.oneLine(String.join(".", path), 60);
        return repeated ? "[[" + dotted + "]]" : "[" + dotted + "]";
    }

    /** Tells a mistake; always null, which is what a shape answers for a value it could not read. */
    Object wrong(String message) {
        reading.wrong(spot, message);
        return null;
    }
}
