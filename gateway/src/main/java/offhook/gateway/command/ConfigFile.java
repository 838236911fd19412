package offhook.gateway.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import offhook.gateway.control.ControlClient;
import offhook.runtime.config.ConfigErrors;
import picocli.CommandLine.Option;

/** The option {@code --config}, and what stands in that file. */
final class ConfigFile {

    private static final String VARIABLE = "OFFHOOK_CONFIG";
    private static final String NAME = "offhook.toml";
    private static final Path SYSTEM = Path.of("/etc/offhook", NAME);

    private final Product product;
    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file; else $OFFHOOK_CONFIG, ./offhook.toml, or /etc/offhook/offhook.toml.")
    private Path given;

    ConfigFile(Product product, Terminal terminal) {
        this.product = product;
        this.terminal = terminal;
    }

    /** Fails with CommandFailure if there is none. */
    Path path() {
        if (given != null) {
            return terminal.folder().resolve(given);
        }
        var named = terminal.environment().getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return terminal.folder().resolve(named);
        }
        return Stream.of(terminal.folder().resolve(NAME), SYSTEM)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.USAGE,
                        "there is no configuration file: give --config FILE, set " + VARIABLE + ", or write ./" + NAME
                                + " or " + SYSTEM));
    }

    Settings settings() throws ConfigErrors {
        return product.settings(path());
    }

    /** The server that runs with this file. */
    ControlClient server() throws ConfigErrors {
        var settings = settings();
        return new ControlClient(settings.ops(), settings.data());
    }
}
