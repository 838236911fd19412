package offhook.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.source.CsvReport;
import offhook.directory.source.RowError;
import offhook.gateway.control.Reloaded;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.presence.PhonePresence;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.net.TlsContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what has changed in the files while the server runs: people, certificate, {@code [presence]}, {@code
 * [missed_calls]} and ring groups. A file with mistakes changes nothing. Safe to share.
 */
public final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private static final List<String> AT_ONCE = List.of("presence.", "missed_calls.", "ring_group");

    /** The configuration file. */
    @FunctionalInterface
    public interface Configuration {

        /** As it is now. Blocks. */
        GatewayConfig read() throws ConfigErrors;
    }

    private final Configuration file;
    private final PhonePresence presence;
    private final PeopleService people;
    private final TlsContexts tls;
    private volatile GatewayConfig config;

    /** @param config what holds until the first reload */
    Reload(Configuration file, GatewayConfig config, PhonePresence presence, PeopleService people, TlsContexts tls) {
        this.file = file;
        this.config = config;
        this.presence = presence;
        this.people = people;
        this.tls = tls;
    }

    /** The rules that hold now. */
    MissedCallsConfig missedCalls() {
        return config.missedCalls();
    }

    /** Reads the files. Blocks; the stage completes when everybody on the list of people can log in. */
    CompletionStage<Reloaded> now() {
        Set<String> changed;
        try {
            changed = takeOver(file.read());
        } catch (ConfigErrors e) {
            return mistaken(e.getMessage().lines().toList());
        } catch (IllegalArgumentException e) {
            return mistaken(List.of("needs a restart: " + e.getMessage()));
        }
        var wrong = new ArrayList<String>();
        tls.reload().ifPresent(line -> wrong.add("[tls] " + line));
        return people.reload().handle((report, failure) -> {
            if (failure != null) {
                wrong.add("[directory] source: " + failure.getMessage());
            }
            return logged(changed, failure == null ? report : Optional.empty(), wrong);
        });
    }

    private static CompletionStage<Reloaded> mistaken(List<String> mistakes) {
        LOG.error("reload: nothing is taken over, the settings stay as they were: {}", String.join("; ", mistakes));
        return CompletableFuture.completedStage(Reloaded.mistaken(mistakes));
    }

    /** All that differs; what cannot change now goes on as it is, and differs again the next time. */
    private synchronized Set<String> takeOver(GatewayConfig read) {
        var changed = Config.changed(config, read);
        config = config.reloaded(read);
        people.book.ringGroups(config.ringGroups());
        if (changed.stream().anyMatch(key -> key.startsWith("presence."))) {
            presence.reload(config.presence());
        }
        return changed;
    }

    private static Reloaded logged(Set<String> changed, Optional<CsvReport> people, List<String> wrong) {
        var taken = new TreeSet<>(changed);
        taken.removeIf(key -> AT_ONCE.stream().noneMatch(key::startsWith));
        var restart = new TreeSet<>(changed);
        restart.removeAll(taken);
        people.ifPresent(report -> report.errors().stream()
                .map(RowError::toString)
                .forEach(line -> wrong.add("[directory] source: " + line)));
        LOG.info("reload: taken over {}, needs a restart {}, mistakes {}", taken, restart, wrong.size());
        return new Reloaded(
                true,
                List.copyOf(taken),
                List.copyOf(restart),
                people.map(report -> report.applied() ? report.toString() : "nothing was changed")
                        .orElse(null),
                List.copyOf(wrong));
    }
}
