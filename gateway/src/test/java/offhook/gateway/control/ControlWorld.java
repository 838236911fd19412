package offhook.gateway.control;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import offhook.directory.DirectoryConfig;
import offhook.directory.Hashing;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.MasterKey;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvImport;
import offhook.gateway.notify.AlertHistory;
import offhook.gateway.notify.AtVoicemail;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.Hospital;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Nowhere;
import offhook.gateway.notify.VoicemailFiles;
import offhook.gateway.notify.Wishes;
import offhook.gateway.ops.OpsConfig;
import offhook.gateway.ops.OpsServer;
import offhook.gateway.preference.Preferences;
import offhook.runtime.config.Config;
import offhook.runtime.config.Listen;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageConfig;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.sip.call.CallTable;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.pin.PinKeys;
import offhook.voicemail.pin.Pins;

/** A control API on a real port over a real database in a folder, and its client. Nothing is delivered until time passes. */
public final class ControlWorld implements AutoCloseable {

    public static final String DOMAIN = "capulet.example";

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final EventLoops loops = EventLoops.start(1);
    private final OpsServer server;
    public final ManualTime time = new ManualTime();
    public final Path data;
    public final Database database;
    public final PhoneBook book;
    public final People people;
    public final Trace trace = new Trace(time);
    public final Notifier notifier;
    public final List<Who.Line> who = new ArrayList<>();

    public final Pins pins;
    public final Greetings greetings;

    /** What a reload comes to. */
    public volatile Reloaded reloaded;

    public final ControlClient client;

    public ControlWorld(Path data) throws Exception {
        this.data = data;
        var random = new SecureRandom();
        database = Database.open(new StorageConfig("", 2, Duration.ZERO), data, Runnable::run);
        database.migrate("sip");
        database.migrate("gateway");
        var config = Config.defaults(DirectoryConfig.class);
        var key = MasterKey.open(data.resolve("master.key"), random);
        book = new PhoneBook(DOMAIN, config.numberPlan(), new Decoys(key, 4096), List.of());
        var hashing = new Hashing(DOMAIN, 4096, random, pool);
        people = new People(book, database, new AtRest(key, random), hashing);
        people.load();
        var desk =
                new PeopleDesk(book, people, new CsvImport(book, people, hashing, 2), CsvDefaults.of(DOMAIN, config));
        pins = new Pins(new PinKeys(key, random), database, time, pool);
        greetings = new Greetings(data, database, time);
        var alerts = Config.defaults(MissedCallsConfig.class);
        var metrics = new Metrics();
        notifier = new Notifier(
                database,
                book,
                time,
                time,
                time,
                () -> alerts,
                new ChatOut(new Nowhere(), account -> false),
                Optional.empty(),
                VoicemailFiles.NONE,
                Wishes.NONE,
                Duration.ZERO,
                metrics);
        var missed = new MissedCalls(book, notifier, () -> alerts, (callee, caller) -> false, AtVoicemail.NONE);
        server = new OpsServer(
                new OpsConfig(Listen.parse("127.0.0.1:0")),
                loops,
                InstantSource.system(),
                List.of(new ControlApi(
                        ControlToken.open(data, random),
                        pool,
                        List.of(
                                new PeoplePart(desk),
                                new WhoPart(() -> who),
                                new ReloadPart(() -> CompletableFuture.completedFuture(reloaded)),
                                new ExplainPart(new CallTable(database), new AlertHistory(database), trace, missed),
                                new HospitalPart(new Hospital(database, book, time, notifier), Optional.empty()),
                                new PreferencePart(
                                        new Preferences(
                                                database, Config.defaults(VoicemailConfig.class), notifier::replan),
                                        book),
                                new PinPart(pins, book),
                                new GreetingPart(greetings, book),
                                new TracePart(trace, book),
                                new TestPart(new TestCalls(database, time, missed::callEnded), book)))));
        server.start();
        client = new ControlClient(ops(), data);
    }

    /** What the configuration file of this server would say. */
    public OpsConfig ops() {
        return new OpsConfig(Listen.parse("127.0.0.1:" + server.address().getPort()));
    }

    public void add(String user, String extension) {
        client.post(
                "/users",
                new NewPerson(user, null, List.of(extension), List.of(), null, List.of("Verona"), "a secret", null),
                Person.class);
    }

    @Override
    public void close() {
        server.stop();
        loops.close();
        pool.shutdownNow();
        database.close();
    }
}
