package offhook.runtime.config;

import java.nio.file.Path;

/**
 * One mistake in a configuration file, in one line.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param message what stands there and what was expected
 */
public record ConfigError(Path file, int line, int column, String message) {

    /** The line to show: {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
