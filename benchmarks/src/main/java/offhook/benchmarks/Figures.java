package offhook.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one run, printed as one line of JSON. */
public final class Figures {

    private final Map<String, String> fields = new LinkedHashMap<>();

    public Figures with(String name, String value) {
        fields.put(name, '"' + value + '"');
        return this;
    }

    public Figures with(String name, double value) {
        fields.put(name, String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value));
        return this;
    }

    /** Adds those of another. */
    public Figures with(Figures more) {
        fields.putAll(more.fields);
        return this;
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
