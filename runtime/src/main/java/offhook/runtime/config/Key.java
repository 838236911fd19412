package offhook.runtime.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/**
 * One component of a section's record.
 *
 * @param name as it stands in the file
 * @param fallback the text of its default
 * @param doc what it is for
 */
record Key(String name, Shape shape, Optional<String> fallback, String doc, RecordComponent component) {

    static Key of(RecordComponent component) {
        var where = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        var name = Optional.ofNullable(component.getAnnotation(Name.class))
                .map(Name::value)
                .orElseGet(() -> component
                        .getName()
                        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT));
        try {
            var shape = Shape.of(component.getGenericType());
            var doc = Optional.ofNullable(component.getAnnotation(Doc.class))
                    .map(Doc::value)
                    .or(() -> Section.in(shape).map(Section::doc))
                    .orElseThrow(() -> new IllegalStateException("it has no @Doc"));
            var fallback =
                    Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
            return new Key(name, shape, fallback, doc, component);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(where + ": " + e.getMessage(), e);
        }
    }

    /** The value when the file does not say. */
    Object silent(Place place) {
        if (fallback.isEmpty()) {
            return shape.absent(place);
        }
        try {
            return shape.fallback(fallback.get(), place);
        } catch (RuntimeException e) {
            throw new IllegalStateException(place.title() + " has a wrong default \"" + fallback.get() + "\"", e);
        }
    }

    /** The value in a record. */
    Object of(Record section) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(section);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
