package offhook.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** What a key can hold. A shape reads its own values and tells their mistakes; what it could not read is null. */
sealed interface Shape permits Scalar, Many, Maybe, Section {

    Object read(Object toml, Place place);

    /** The value if the file is silent and no default is declared. */
    Object absent(Place place);

    /** The value of a default, written as in {@link Default}. */
    Object fallback(String text, Place place);

    /** One word or two, for the table of keys. */
    String kind();

    /** What to write, for whoever wrote something else. */
    String expected();

    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            var inner = of(generic.getActualTypeArguments()[0]);
            if (generic.getRawType() == List.class) {
                return new Many(inner);
            }
            if (generic.getRawType() == Optional.class) {
                return new Maybe(inner);
            }
        }
        if (type instanceof Class<?> plain) {
            var scalar = Scalar.of(plain);
            if (scalar.isPresent()) {
                return scalar.get();
            }
            if (plain.isRecord()) {
                return Section.of(plain.asSubclass(Record.class));
            }
        }
        throw new IllegalStateException("no value in a configuration file becomes " + type.getTypeName());
    }
}
