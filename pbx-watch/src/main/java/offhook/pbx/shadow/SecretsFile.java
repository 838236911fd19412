package offhook.pbx.shadow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.FileWatch;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the {@link Secrets}, which is read again whenever it has changed. Safe to share. */
public final class SecretsFile {

    private static final Logger LOG = LoggerFactory.getLogger(SecretsFile.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_LOGGED = 50;

    private final Path file;

    public SecretsFile(Path file) {
        this.file = file;
    }

    /**
     * Blocks.
     *
     * @throws StartFailure if it cannot be read
     */
    public Secrets read() throws StartFailure {
        var secrets = Secrets.read(file);
        if (!secrets.readable()) {
            throw new StartFailure("[pbx] secrets: " + file + ": " + why(secrets), 1);
        }
        log(secrets);
        return secrets;
    }

    private static String why(Secrets secrets) {
        return secrets.errors().stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    /**
     * A change that leaves it unreadable changes nothing.
     *
     * @param io where files are read: not a loop
     * @param changed is told there
     */
    public FileWatch watch(Timers timers, Executor io, Consumer<Secrets> changed) {
        return new FileWatch(List.of(file), LOOK, timers, io, () -> {
            var secrets = Secrets.read(file);
            if (secrets.readable()) {
                log(secrets);
                changed.accept(secrets);
            } else {
                LOG.error("{}: {}; what it said before holds on", file, why(secrets));
            }
        });
    }

    private void log(Secrets secrets) {
        secrets.errors().stream().limit(MOST_LOGGED).forEach(error -> LOG.warn("{} {}", file, error));
        LOG.info("{}: {}", file, secrets);
    }
}
