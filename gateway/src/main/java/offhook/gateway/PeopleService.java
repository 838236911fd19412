package offhook.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import offhook.directory.DirectoryConfig;
import offhook.directory.Hashing;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.RingGroup;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Decoys;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvImport;
import offhook.directory.source.CsvReport;
import offhook.directory.source.CsvSource;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;

/** The directory with its sources: everybody is in memory and can log in when it has started. */
final class PeopleService implements Service {

    /** How many passwords are hashed at the same time. */
    private static final int ABREAST = 2 * Runtime.getRuntime().availableProcessors();

    final PhoneBook book;
    final People people;
    final CsvImport lists;
    final CsvDefaults defaults;
    private final Optional<CsvSource> csv;

    PeopleService(String domain, DirectoryConfig config, List<RingGroup> ringGroups, Foundation on) {
        book = new PhoneBook(domain, config.numberPlan(), new Decoys(on.key, config.scramIterations()), ringGroups);
        var hashing = new Hashing(domain, config.scramIterations(), on.random, on.heavy);
        people = new People(book, on.database, new AtRest(on.key, on.random), hashing);
        lists = new CsvImport(book, people, hashing, ABREAST);
        defaults = CsvDefaults.of(domain, config);
        csv = config.source()
                .map(source -> new CsvSource(source.path(), defaults, lists, hashing, on.key, on.timers, on.pool));
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public void start() throws StartFailure {
        people.load();
        try {
            if (csv.isPresent()) {
                requireRead(
                        csv.get().file(),
                        csv.get().start().toCompletableFuture().join());
            }
        } catch (CompletionException e) {
            throw new StartFailure("[directory] source: " + e.getCause().getMessage(), 1, e);
        }
    }

    private static void requireRead(Path file, CsvReport report) throws StartFailure {
        if (!report.applied()) {
            throw new StartFailure(
                    report.errors().stream()
                            .map(error -> "[directory] source: " + file + ": " + error)
                            .collect(Collectors.joining("\n")),
                    2);
        }
    }

    /** Reads the list now, changed or not; empty if there is none. */
    CompletionStage<Optional<CsvReport>> reload() {
        return csv.<CompletionStage<Optional<CsvReport>>>map(
                        list -> list.reload().thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
    }

    @Override
    public void stop() {
        csv.ifPresent(CsvSource::close);
    }
}
