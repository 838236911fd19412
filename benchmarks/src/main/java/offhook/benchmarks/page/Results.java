package offhook.benchmarks.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What runs have printed: a line of JSON each, whose values are texts and numbers; other lines are passed over. */
record Results(List<Map<String, String>> lines) {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|(-?[0-9.]+))");

    static Results read(List<String> lines) {
        return new Results(lines.stream()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .map(Results::fields)
                .toList());
    }

    private static Map<String, String> fields(String line) {
        return FIELD.matcher(line)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Optional.ofNullable(found.group(2))
                        .orElse(found.group(3))));
    }

    /** Those of one server and one workload: a line for each round. */
    Results of(String server, String workload) {
        return new Results(lines.stream()
                .filter(line -> server.equals(line.get("server")) && workload.equals(line.get("workload")))
                .toList());
    }

    /** The mean of a figure; empty where there is none. */
    OptionalDouble mean(String figure) {
        return lines.stream()
                .map(number(figure))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /** The sum of a figure over all of them. */
    long sum(String figure) {
        return lines.stream()
                .map(number(figure))
                .flatMap(Optional::stream)
                .mapToLong(Math::round)
                .sum();
    }

    private static Function<Map<String, String>, Optional<Double>> number(String figure) {
        return line -> Optional.ofNullable(line.get(figure)).map(Double::valueOf);
    }
}
