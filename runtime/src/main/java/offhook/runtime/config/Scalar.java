package offhook.runtime.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One value: a text that is parsed, a whole number, or true and false.
 *
 * @param written the class in which the parser of TOML hands the value over
 * @param hidden whether the value may not be shown
 * @param words all values there are, if they can be counted
 */
record Scalar(String kind, String expected, Class<?> written, boolean hidden, Collection<String> words, Parse parse)
        implements Shape {

    /** From a text to the value; throws {@link IllegalArgumentException}. */
    interface Parse {
        Object value(String text, Path folder);
    }

    Scalar(String kind, String expected, Class<?> written, Parse parse) {
        this(kind, expected, written, false, List.of(), parse);
    }

    static Optional<Scalar> of(Class<?> type) {
        return type.isEnum()
                ? Optional.of(Scalars.words(type))
                : Scalars.known(type).or(() -> Scalars.parsed(type));
    }

    @Override
    public Object read(Object toml, Place place) {
        var shown = hidden ? Shown.kind(toml) : Shown.value(toml);
        if (!written.isInstance(toml)) {
            return place.wrong(place.title() + " is " + shown + "; expected " + expected);
        }
        var reading = place.reading();
        var text = toml instanceof String raw ? reading.filledIn(raw, place) : Optional.of(toml.toString());
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parse.value(text.get(), reading.source().folder());
        } catch (IllegalArgumentException e) {
            // What a variable stood for is not shown, not even in part.
            boolean open = !hidden && text.get().equals(toml.toString());
            var reason = open && e.getMessage() != null ? ": " + Shown.oneLine(e.getMessage(), 200) : "";
            var guess = open ? Nearest.to(text.get(), words) : Optional.<String>empty();
            return place.wrong(place.title() + " is " + shown + reason + "; expected " + expected
                    + guess.map(word -> "; did you mean \"" + word + "\"?").orElse(""));
        }
    }

    @Override
    public Object absent(Place place) {
        return place.wrong(place.title() + " is missing; expected " + expected);
    }

    @Override
    public Object fallback(String text, Place place) {
        return parse.value(text, place.reading().source().folder());
    }
}
