package offhook.runtime.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration file, in the order of the file; the message has a line for each. */
public final class ConfigErrors extends Exception {

    private final transient List<ConfigError> errors;

    ConfigErrors(List<ConfigError> errors) {
        super(errors.stream().sorted(IN_ORDER).map(ConfigError::toString).collect(Collectors.joining("\n")));
        this.errors = errors.stream().sorted(IN_ORDER).toList();
    }

    private static final Comparator<ConfigError> IN_ORDER =
            Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column);

    public List<ConfigError> errors() {
        return errors;
    }
}
