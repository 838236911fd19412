package offhook.runtime.config;

import java.util.Optional;

/** A value or a section that can be left out. */
record Maybe(Shape inner) implements Shape {

    @Override
    public Object read(Object toml, Place place) {
        var value = inner.read(toml, place);
        return value == null ? null : Optional.of(value);
    }

    @Override
    public Object absent(Place place) {
        return Optional.empty();
    }

    @Override
    public Object fallback(String text, Place place) {
        return text.isEmpty() ? Optional.empty() : Optional.of(inner.fallback(text, place));
    }

    @Override
    public String kind() {
        return inner.kind();
    }

    @Override
    public String expected() {
        return inner.expected();
    }
}
