package offhook.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** A table of the file and the record it becomes. */
record Section(List<Key> keys, String doc, Constructor<? extends Record> constructor) implements Shape {

    static Section of(Class<? extends Record> type) {
        var components = type.getRecordComponents();
        var keys = Arrays.stream(components).map(Key::of).toList();
        var doc = type.getAnnotation(Doc.class);
        return new Section(keys, doc == null ? "" : doc.value(), constructorOf(type, components));
    }

    /** The section a shape is made of, if it is one. */
    static Optional<Section> in(Shape shape) {
        if (shape instanceof Many many) {
            return in(many.inner());
        }
        if (shape instanceof Maybe maybe) {
            return in(maybe.inner());
        }
        return shape instanceof Section section ? Optional.of(section) : Optional.empty();
    }

    private static Constructor<? extends Record> constructorOf(Class<? extends Record> type, RecordComponent[] parts) {
        try {
            var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    @Override
    public Object read(Object toml, Place place) {
        if (!(toml instanceof TomlTable table)) {
            return place.wrong(
                    place.title() + " is " + Shown.value(toml) + "; expected a section " + place.asHeading());
        }
        var meant = new UnknownKeys(this, table, place).report();
        var source = place.reading().source();
        var values = new ArrayList<Object>();
        for (var key : keys) {
            var value = table.get(List.of(key.name()));
            if (value != null) {
                var at = source.valueOf(table.inputPositionOf(List.of(key.name())));
                values.add(key.shape().read(value, place.key(key.name(), at)));
            } else {
                values.add(meant.contains(key.name()) ? null : key.silent(place.key(key.name(), place.spot())));
            }
        }
        return values.stream().anyMatch(Objects::isNull) ? null : made(values, table, place);
    }

    /** A section nobody wrote is an empty one. */
    @Override
    public Object absent(Place place) {
        return read(Toml.parse(""), place);
    }

    @Override
    public Object fallback(String text, Place place) {
        throw new IllegalStateException("a section has no default");
    }

    @Override
    public String kind() {
        return "section";
    }

    @Override
    public String expected() {
        return "a section";
    }

    private Object made(List<Object> values, TomlTable table, Place place) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
                return refused(place.reading().scrubbed(refused.getMessage()), table, place);
            }
            throw new IllegalStateException(constructor + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    /** What the record's constructor refuses stands at the key its message begins with, else at the section. */
    private static Object refused(String message, TomlTable table, Place place) {
        var heading = place.asHeading();
        var key = List.of(message.split(" ", 2)[0]);
        var at = table.contains(key) ? place.reading().source().valueOf(table.inputPositionOf(key)) : place.spot();
        place.reading().wrong(at, heading.isEmpty() ? message : heading + " " + message);
        return null;
    }
}
