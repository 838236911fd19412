package offhook.runtime.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** An array of values, or the sections {@code [[name]]}. */
record Many(Shape inner) implements Shape {

    @Override
    public Object read(Object toml, Place place) {
        if (!(toml instanceof TomlArray array)) {
            return place.wrong(
                    toml instanceof TomlTable && inner instanceof Section
                            ? place.asHeading() + " can stand several times; write [" + place.asHeading() + "]"
                            : place.title() + " is " + Shown.value(toml) + "; expected " + expected());
        }
        var source = place.reading().source();
        var values = new ArrayList<Object>();
        for (int i = 0; i < array.size(); i++) {
            var at = place.element(inner instanceof Section, source.elementAt(array.inputPositionOf(i)));
            values.add(inner.read(array.get(i), at));
        }
        return values.stream().anyMatch(Objects::isNull) ? null : List.copyOf(values);
    }

    @Override
    public Object absent(Place place) {
        return inner instanceof Section
                ? List.of()
                : place.wrong(place.title() + " is missing; expected " + expected());
    }

    @Override
    public Object fallback(String text, Place place) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> inner.fallback(one, place))
                .toList();
    }

    @Override
    public String kind() {
        return "array of " + inner.kind();
    }

    @Override
    public String expected() {
        return "an array [...], each " + inner.expected();
    }
}
