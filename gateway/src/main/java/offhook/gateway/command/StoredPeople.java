package offhook.gateway.command;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import offhook.directory.Hashing;
import offhook.directory.People;
import offhook.directory.PeopleFile;
import offhook.directory.PhoneBook;
import offhook.directory.UserId;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.MasterKey;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvImport;
import offhook.directory.source.CsvPeople;
import offhook.gateway.control.Imported;
import offhook.gateway.control.NewPerson;
import offhook.gateway.control.PeopleDesk;
import offhook.gateway.control.Person;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.Database;

/** The people in the database of a server that does not run; it cannot start meanwhile. */
final class StoredPeople implements PeopleAccess {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final ExecutorService pool = Executors.newFixedThreadPool(CORES);
    private final Database database;
    private final PeopleDesk desk;

    /** Fails with StartFailure or StorageFailure: one line for the admin. */
    StoredPeople(Settings settings) throws StartFailure {
        database = open(settings);
        try {
            desk = desk(settings);
        } catch (StartFailure | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Database open(Settings settings) {
        try {
            return Database.open(settings.storage(), settings.data(), Runnable::run);
        } catch (RuntimeException e) {
            pool.shutdown();
            throw e;
        }
    }

    private PeopleDesk desk(Settings settings) throws StartFailure {
        var random = new SecureRandom();
        var config = settings.directory();
        var key = MasterKey.open(settings.key(), random);
        var book = new PhoneBook(
                settings.domain(),
                config.numberPlan(),
                new Decoys(key, config.scramIterations()),
                settings.ringGroups());
        var hashing = new Hashing(book.domain(), config.scramIterations(), random, pool);
        var people = new People(book, database, new AtRest(key, random), hashing);
        people.load();
        var defaults = CsvDefaults.of(book.domain(), config);
        config.source().ifPresent(source -> rule(people, source, defaults));
        return new PeopleDesk(book, people, new CsvImport(book, people, hashing, CORES), defaults);
    }

    /** Whoever the watched list names is changed there, also while nobody watches it. */
    private static void rule(People people, PeopleFile source, CsvDefaults defaults) {
        var list = CsvPeople.read(source.path(), defaults);
        var lines = new HashMap<UserId, Integer>(list.spoiled());
        list.rows().forEach(row -> lines.put(row.user().id(), row.line()));
        var name = source.path().getFileName();
        people.ruledBy(id -> Optional.ofNullable(lines.get(id)).map(line -> name + " line " + line));
    }

    @Override
    public List<Person> list() {
        return desk.list();
    }

    @Override
    public Person add(NewPerson person) {
        return done(() -> desk.add(person));
    }

    @Override
    public Person password(String user, String password, boolean phone) {
        return done(() -> phone ? desk.phonePassword(user, password) : desk.password(user, password));
    }

    @Override
    public void remove(String user) {
        done(() -> desk.remove(user));
    }

    @Override
    public Imported add(byte[] csv) {
        return done(() -> desk.add(csv));
    }

    private static <T> T done(Supplier<CompletionStage<T>> change) {
        try {
            return change.get().toCompletableFuture().join();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.FAILED, e.getMessage());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        database.close();
    }
}
