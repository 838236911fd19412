package offhook.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Lifetime;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Timers;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.Caller;
import offhook.sip.call.PhoneStatus;
import offhook.sip.control.ControlListener;
import offhook.sip.control.ControlledCall;
import offhook.sip.control.Ending;
import offhook.sip.control.Order;
import offhook.sip.control.Patience;
import offhook.sip.control.Stage;
import offhook.sip.event.Visibility;
import offhook.sip.event.packages.Tuples;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Quiet;
import offhook.sip.testing.FilledMailboxes;
import offhook.sip.testing.SipActors;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.text.Devices;
import offhook.sip.text.Text;
import offhook.sip.transport.Shards;
import org.jdbi.v3.core.Handle;

/** A whole SIP server in memory with people, phones and a listener who writes down what it is told. */
final class SipStage implements CallListener {

    private static final List<UserId> BOTH = List.of(new UserId("juliet"), new UserId("romeo"));

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), false);

    /** Three servers of one domain, a domain with one, and a domain that has none. */
    private static final Zone NAMES = new Zone()
            .naptr("verona.example", 10, 10, "SIP+D2U", "_sip._udp.verona.example")
            .srv("_sip._udp.verona.example", 1, 0, 5060, "a.verona.example")
            .srv("_sip._udp.verona.example", 2, 0, 5060, "b.verona.example")
            .srv("_sip._udp.verona.example", 3, 0, 5060, "c.verona.example")
            .address("a.verona.example", "192.0.2.151")
            .address("b.verona.example", "192.0.2.152")
            .address("c.verona.example", "192.0.2.153")
            .address("mantua.example", "192.0.2.161");

    /** What a trace may set. */
    @Doc("A trace's settings.")
    public record Settings(
            SipConfig sip,
            Optional<PbxConfig> pbx,
            Optional<VoicemailStage.Settings> voicemail,
            @Doc("Who wants no calls: theirs go to voicemail.") @Default("") List<String> quiet) {}

    final ManualTime time = new ManualTime();
    final SipWorld world = new SipWorld(time);
    final TestPeople people;
    final SipActors actors;
    final FilledMailboxes mailboxes = new FilledMailboxes();
    final Queue<String> told = new ArrayDeque<>();
    final Set<UserId> hidden = new HashSet<>();
    private final Settings settings;
    private final Database database;
    private final boolean limited;
    private Lifetime life = new Lifetime();
    private SipCore core;
    private ControlledCall asked;

    SipStage(List<String> settings, Database database) throws ConfigErrors {
        this(settings, database, verona());
    }

    SipStage(List<String> settings, Database database, TestPeople people) throws ConfigErrors {
        this(settings, database, people, false);
    }

    /** @param limited as in production */
    SipStage(List<String> settings, Database database, TestPeople people, boolean limited) throws ConfigErrors {
        this.limited = limited;
        this.people = people;
        this.actors = new SipActors(world, people);
        this.settings = Config.bindText(String.join("\n", settings), Path.of("trace.toml"), Settings.class, Map.of());
        this.database = database;
        start();
    }

    private static TestPeople verona() {
        return TestPeople.of(
                        "capulet.example",
                        new RingGroup("600", BOTH, RingGroup.Strategy.ALL),
                        new RingGroup("601", BOTH, RingGroup.Strategy.SERIAL),
                        new RingGroup("603", BOTH, RingGroup.Strategy.ALL, Optional.of(new UserId("nurse"))))
                .with("juliet", "Juliet Capulet", "201")
                .with("romeo", "Romeo Montague", "202")
                .with("nurse", "Nurse", "203");
    }

    /** Those of a group see each other, but for who is hidden. */
    private CompletionStage<Boolean> maySee(User watcher, User watched) {
        return hidden.contains(watched.id())
                ? CompletableFuture.completedFuture(false)
                : Visibility.ofGroups().maySee(watcher, watched);
    }

    private CompletionStage<Void> written(Caller from, User to, Devices devices, Text text) {
        told.add(
                "text to " + to.id() + by(devices.to()) + " from " + from.address() + by(devices.from()) + ": " + text);
        return CompletableFuture.completedFuture(null);
    }

    private static String by(String device) {
        return device.isEmpty() ? "" : " by " + device;
    }

    private Optional<Quiet.Answer> quiet(User user) {
        return settings.quiet.contains(user.id().value())
                ? Optional.of(new Quiet.Answer.Voicemail())
                : Optional.empty();
    }

    SipCore core() {
        return core;
    }

    private void start() {
        life.end();
        life = new Lifetime();
        var ground = new SipCore.Ground(
                people,
                database,
                this,
                this::maySee,
                this::written,
                mailboxes,
                life.of((Timers) time),
                time,
                SipWorld.random(),
                new MasterKey(new byte[32]),
                new Trace(time),
                limited,
                Tuples.NONE,
                this::quiet);
        var loops = world.shards().loops().stream().map(life::of).toList();
        core = new SipCore(
                settings.sip,
                settings.pbx,
                NAMES,
                settings.pbx.flatMap(pbx -> Host.literal(pbx.uri().host())).stream()
                        .toList(),
                ground,
                new Shards(loops),
                world);
        world.listen(core.listener());
        settings.voicemail.ifPresent(it -> core.answering(new VoicemailStage(it, told, time)));
        core.start(List.of(SipWorld.SERVER));
        time.run();
    }

    /** As after kill -9: what was committed is there, everything else is gone. */
    void restart() {
        start();
    }

    /** Events "juliet asks for 202" and "juliet gives up"; whether this was one. */
    boolean asks(String event) {
        var words = event.split(" ", 4);
        if (event.endsWith(" gives up")) {
            asked.giveUp();
        } else if (event.contains(" asks for ")) {
            var person = people.login(words[0]).orElseThrow();
            var callee = Uri.parse("sip:" + words[3] + "@" + people.domain());
            asked = core.control().call(new Order(person, callee, "The " + words[3]), PATIENCE, new Asked(words[0]));
        } else {
            return false;
        }
        actors.settle();
        return true;
    }

    private final class Asked implements ControlListener {

        private final String person;

        Asked(String person) {
            this.person = person;
        }

        @Override
        public void reached(Stage stage) {
            told.add(person + ": " + stage);
        }

        @Override
        public void ended(Ending why) {
            told.add(person + ": over, " + why);
        }
    }

    /** Whether somebody else is answered. */
    boolean isAlive() {
        var other = world.peer("192.0.2.77:5060");
        other.send(
                """
                OPTIONS sip:%s SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.77:5060;branch=z9hG4bKalive
                From: <sip:a@b>;tag=a
                To: <sip:%s>
                Call-ID: alive
                CSeq: 1 OPTIONS

                """
                        .formatted(people.domain(), people.domain()));
        return other.nextResponse().status() == 200;
    }

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        told.add(user + " " + status);
    }

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        var caller = call.caller();
        var name = caller.withheld()
                ? "withheld"
                : caller.user().map(UserId::value).orElseGet(() -> caller.address()
                        .user());
        var legs = call.legs().stream()
                .map(leg -> leg.user() + " " + leg.outcome()
                        + (leg.rang().isZero() ? "" : " after " + leg.rang().toMillis() / 1000.0 + " s"))
                .sorted()
                .collect(Collectors.joining(", "));
        told.add(name + " called " + call.dialled() + ": " + (legs.isEmpty() ? "nobody" : legs));
    }
}
