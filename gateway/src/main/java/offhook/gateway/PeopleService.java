package offhook.gateway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import offhook.directory.DirectoryConfig;
import offhook.directory.Hashing;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.RingGroup;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Decoys;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvImport;
import offhook.directory.source.CsvSource;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;

/** The directory with its sources: everybody is in memory and can log in when it has started. */
final class PeopleService implements Service {

    /** How many passwords are hashed at the same time. */
    private static final int ABREAST = 2 * Runtime.getRuntime().availableProcessors();

    final PhoneBook book;
    final People people;
    final Hashing hashing;
    private final Optional<CsvSource> csv;

    PeopleService(String domain, DirectoryConfig config, List<RingGroup> ringGroups, Foundation on) {
        book = new PhoneBook(domain, config.numberPlan(), new Decoys(on.key, config.scramIterations()), ringGroups);
        hashing = new Hashing(domain, config.scramIterations(), on.random, on.heavy);
        people = new People(book, on.database, new AtRest(on.key, on.random), hashing);
        csv = config.source()
                .map(source -> new CsvSource(
                        source.path(),
                        CsvDefaults.of(domain, config),
                        new CsvImport(book, people, hashing, ABREAST),
                        hashing,
                        on.key,
                        on.timers,
                        on.pool));
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public void start() throws StartFailure {
        people.load();
        try {
            csv.ifPresent(source -> source.start().toCompletableFuture().join());
        } catch (CompletionException e) {
            throw new StartFailure("[directory] source: " + e.getCause().getMessage(), 1, e);
        }
    }

    /** Reads the list now, changed or not. */
    void reload() {
        csv.ifPresent(CsvSource::reload);
    }

    @Override
    public void stop() {
        csv.ifPresent(CsvSource::close);
    }
}
