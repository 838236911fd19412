package offhook.benchmarks.page;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A row of the page's table.
 *
 * @param name what it says in its first column
 * @param workload whose figures it shows
 * @param figure which of them
 * @param factor what the figure is multiplied with
 * @param inverse whether one divided by the figure is shown: the time of an operation rather than operations in a time
 * @param target what Offhook is to reach
 */
record Line(String name, String workload, String figure, double factor, boolean inverse, String target) {

    private static final List<String> SERVERS = List.of("offhook", "ejabberd", "prosody");

    /** Operations in a CPU second. */
    static Line speed(String name, String workload, String target) {
        return new Line(name, workload, "a_cpu_second", 1, false, target);
    }

    /** CPU time for a thousand operations, in milliseconds. */
    static Line cost(String name, String workload, String target) {
        return new Line(name, workload, "a_cpu_second", 1e6, true, target);
    }

    static Line memory(String name, String workload, String figure, double factor, String target) {
        return new Line(name, workload, figure, factor, false, target);
    }

    /** In Markdown; "–" stands where nothing was measured. */
    String toMarkdown(Results results) {
        var values = SERVERS.stream().map(server -> value(results, server)).toList();
        var cells = new StringBuilder("| " + name);
        values.forEach(value -> cells.append(" | ").append(value.isPresent() ? number(value.getAsDouble()) : "–"));
        cells.append(" | ").append(ratio(values.get(0), values.get(1)));
        cells.append(" | ").append(ratio(values.get(0), values.get(2)));
        return cells.append(" | ").append(target).append(" |").toString();
    }

    private OptionalDouble value(Results results, String server) {
        var mean = results.of(server, workload).mean(figure);
        if (mean.isEmpty()) {
            return mean;
        }
        return OptionalDouble.of(factor * (inverse ? 1 / mean.getAsDouble() : mean.getAsDouble()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isEmpty() || theirs.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%.2f ×", ours.getAsDouble() / theirs.getAsDouble());
    }
}
