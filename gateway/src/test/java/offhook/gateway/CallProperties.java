package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.directory.testing.TestPeople;
import offhook.gateway.notify.AtVoicemail;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Nowhere;
import offhook.gateway.notify.VoicemailFiles;
import offhook.gateway.notify.Wishes;
import offhook.gateway.presence.ActivityPublisher;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.presence.PresenceConfig;
import offhook.runtime.config.Config;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.work.Lanes;
import offhook.sip.call.Call;
import offhook.sip.call.CallTable;
import offhook.sip.call.CallTracker;
import offhook.sip.call.Caller;
import offhook.sip.call.Invites;
import offhook.sip.message.Reason;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;

/**
 * From what passes the proxy to what contacts see and people are told, in any order, over restarts: when no call is left
 * everybody is at the base that they chose, and nobody was told twice of one logical call, or of one that they took.
 */
class CallProperties {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final TestPeople PEOPLE = TestPeople.ofVerona();
    private static final List<UserId> USERS = List.of(new UserId("juliet"), new UserId("romeo"), new UserId("nurse"));
    private static final List<Show> SHOWS = List.of(Show.values());
    private static final List<Long> PAUSES = List.of(0L, 0L, 0L, 300L, 0L, 900L, 0L, 2500L);
    private static final List<Integer> FINAL = List.of(302, 404, 408, 480, 486, 487, 503, 603);
    private static final List<String> REASONS = List.of("SIP;cause=200", "Q.850;cause=16", "Q.850;cause=19");

    /** The kinds of things that happen, the frequent ones several times. */
    private enum Kind {
        INVITE,
        SIBLING,
        RINGS,
        ANSWERS,
        REFUSES,
        CANCEL,
        BYE,
        HOLD,
        PRESENCE,
        PAUSE,
        RESTART
    }

    private record Event(Kind kind, int call, int user, int number) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        var kinds = Arbitraries.frequency(
                Tuple.of(4, Kind.INVITE),
                Tuple.of(2, Kind.SIBLING),
                Tuple.of(5, Kind.RINGS),
                Tuple.of(3, Kind.ANSWERS),
                Tuple.of(2, Kind.REFUSES),
                Tuple.of(3, Kind.CANCEL),
                Tuple.of(3, Kind.BYE),
                Tuple.of(1, Kind.HOLD),
                Tuple.of(4, Kind.PRESENCE),
                Tuple.of(4, Kind.PAUSE),
                Tuple.of(1, Kind.RESTART));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, USERS.size() - 1),
                        Arbitraries.integers().between(0, 7))
                .as(Event::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(40);
    }

    @BeforeContainer
    static void open() {
        DATABASE.migrate("gateway");
        DATABASE.migrate("sip");
    }

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Property(tries = 100)
    void everybodyEndsAtTheirBaseAndIsToldOnceAtMost(@ForAll("histories") List<Event> history) {
        var world = new World();
        history.forEach(world::happens);
        world.endAllCalls();

        for (var user : USERS) {
            var account = Jid.of(user.value(), PEOPLE.domain());
            assertThat(world.presence.apply(account, world.base(account))).isEqualTo(world.base(account));
            assertThat(world.seen.getOrDefault(account, world.base(account))).isEqualTo(world.base(account));
        }
        assertThat(world.activities).isEmpty();
        assertThat(column("SELECT call_id FROM calls WHERE closed IS NULL")).isEmpty();
        assertThat(column(
                        "SELECT o.person || ' of ' || c.first_call_id FROM outbox o JOIN calls c ON c.call_id = o.event"
                                + " GROUP BY o.person, c.first_call_id HAVING COUNT(*) > 1"))
                .as("told more than once of one logical call")
                .isEmpty();
        assertThat(column("SELECT o.person || ' of ' || c.call_id FROM outbox o JOIN calls c ON c.call_id = o.event"
                        + " JOIN calls s ON s.first_call_id = c.first_call_id"
                        + " JOIN call_legs l ON l.call_id = s.call_id AND l.person = o.person"
                        + " WHERE l.outcome = 'ANSWERED'"))
                .as("told of a call that they took")
                .isEmpty();
        // None of it says anything unless it happens: calls are missed, taken, forked by a PBX, and seen.
        seen("missed", !column("SELECT id FROM outbox").isEmpty(), 50);
        seen(
                "taken",
                !column("SELECT person FROM call_legs WHERE outcome = 'ANSWERED'")
                        .isEmpty(),
                20);
        seen(
                "of several INVITEs",
                !column("SELECT first_call_id FROM calls GROUP BY first_call_id HAVING COUNT(*) > 1")
                        .isEmpty(),
                10);
        seen("on the phone", world.covered > 0, 10);
        seen("base changed in mid-call", world.changedInMidCall > 0, 0);
    }

    private static void seen(String what, boolean happened, double percent) {
        Statistics.label(what).collect(happened).coverage(all -> all.check(true).percentage(is -> is > percent));
    }

    private static List<String> column(String sql) {
        return DATABASE.read(db -> db.createQuery(sql).mapTo(String.class).list());
    }

    private static final class World {

        private static final Duration SETTLE = Duration.ofSeconds(2);
        private static final Duration MAX_CALL = Duration.ofHours(4);

        private final ManualTime time = new ManualTime();
        private final List<Call> calls = new ArrayList<>();
        private final List<UserId> callees = new ArrayList<>();
        private final Map<Jid, Availability> bases = new HashMap<>();
        private final Map<Jid, Availability> seen = new HashMap<>();
        private final List<Jid> activities = new ArrayList<>();
        private PhonePresence presence;
        private CallTracker tracker;
        private int life;
        private int begun;
        private int covered;
        private int changedInMidCall;

        World() {
            for (var table : List.of("outbox", "calls", "call_legs")) {
                DATABASE.write(tx -> tx.execute("DELETE FROM " + table))
                        .toCompletableFuture()
                        .join();
            }
            start();
        }

        /** What is in memory is new, and what was about to run there never does. */
        private void start() {
            int mine = ++life;
            Executor here = task -> time.execute(() -> {
                if (mine == life) {
                    task.run();
                }
            });
            activities.clear();
            seen.clear();
            presence = new PhonePresence(
                    Config.defaults(PresenceConfig.class),
                    PEOPLE,
                    new Lanes(here),
                    (delay, where, task) -> time.after(delay, where, () -> {
                        if (mine == life) {
                            task.run();
                        }
                    }),
                    this::changed,
                    new Activities());
            var config = Config.defaults(MissedCallsConfig.class);
            var metrics = new Metrics();
            var notifier = new Notifier(
                    DATABASE,
                    PEOPLE,
                    here,
                    time,
                    time,
                    () -> config,
                    new ChatOut(new Nowhere(), account -> false),
                    Optional.empty(),
                    VoicemailFiles.NONE,
                    Wishes.NONE,
                    Duration.ZERO,
                    metrics);
            var missed = new MissedCalls(PEOPLE, notifier, () -> config, (callee, caller) -> false, AtVoicemail.NONE);
            tracker = new CallTracker(
                    new CallTable(DATABASE), new CallLinks(presence, missed), time, here, time, SETTLE, MAX_CALL);
            tracker.resume();
            calls.clear();
            callees.clear();
        }

        void happens(Event event) {
            var user = USERS.get(event.user);
            switch (event.kind) {
                case INVITE -> begin("1555" + begun, user);
                case SIBLING -> begin("15550", user);
                case PRESENCE -> {
                    var who = callees.isEmpty() ? user : callees.get(event.call % callees.size());
                    chooses(Jid.of(who.value(), PEOPLE.domain()), event.number);
                }
                case PAUSE -> time.pass(Duration.ofMillis(700L * event.number));
                case RESTART -> start();
                default -> {
                    if (!calls.isEmpty()) {
                        int call = event.call % calls.size();
                        // Mostly it is the one who is called that does something.
                        happens(calls.get(call), event, event.number == 0 ? user : callees.get(call));
                    }
                }
            }
            time.pass(Duration.ofMillis(PAUSES.get(event.number)));
        }

        private void happens(Call call, Event event, UserId user) {
            switch (event.kind) {
                case RINGS -> call.rings(user);
                case ANSWERS -> call.answers(Optional.of(user), "a", false);
                case REFUSES -> call.refuses(user, FINAL.get(event.number));
                case CANCEL ->
                    call.cancelled(
                            event.number >= REASONS.size()
                                    ? List.of()
                                    : List.of(Reason.parse(REASONS.get(event.number))));
                case BYE -> call.hangsUp("a", "");
                default -> call.media(Optional.of(event.number > 3), Optional.empty());
            }
        }

        private void begin(String number, UserId user) {
            var caller = new Caller(new DisplayName(""), SipUri.of(number, "pstn.example"), Optional.empty(), false);
            var id = "call-" + ++begun;
            callees.add(user);
            calls.add(tracker.begin(
                    Invites.fromPeer(Invites.invite(id, "tag", caller, user.value(), time.instant(), user))));
        }

        private void chooses(Jid account, int number) {
            var base = new Availability(SHOWS.get(number % SHOWS.size()), number > 4 ? "lunch" : "");
            bases.put(account, base);
            var effective = presence.apply(account, base);
            seen.put(account, effective);
            if (!effective.equals(base)) {
                changedInMidCall++;
            }
        }

        private void changed(Jid account) {
            var effective = presence.apply(account, base(account));
            seen.put(account, effective);
            if (!effective.equals(base(account))) {
                covered++;
            }
        }

        Availability base(Jid account) {
            return bases.getOrDefault(account, new Availability(Show.ONLINE, ""));
        }

        void endAllCalls() {
            calls.forEach(call -> call.hangsUp("a", ""));
            calls.forEach(call -> call.refused(487));
            time.pass(MAX_CALL.plusSeconds(10));
        }

        private final class Activities implements ActivityPublisher {

            @Override
            public void onThePhone(Jid account) {
                activities.add(account);
            }

            @Override
            public void offThePhone(Jid account) {
                assertThat(activities.remove(account)).isTrue();
            }
        }
    }
}
