package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.UserId;
import offhook.sip.call.OutsideLeg.State;

/**
 * Several sources tell of the same calls, each in its own order, with gaps, repetitions and restarts: in the end everybody
 * is idle, and each call is decided at most once, and never as missed if anybody saw it answered.
 */
class OutsideCallsProperties {

    private static final List<UserId> PEOPLE = List.of(TrackedWorld.JULIET, TrackedWorld.ROMEO, TrackedWorld.NURSE);
    private static final List<Outcome> HOW =
            List.of(Outcome.CALLER_HUNG_UP, Outcome.RANG_OUT, Outcome.BUSY, Outcome.UNREACHABLE);
    private static final List<State> STATES =
            List.of(State.TRYING, State.RINGING, State.SERVED, State.HELD, State.TALKING);
    private static final Set<Outcome> MISSED =
            Set.of(Outcome.CALLER_HUNG_UP, Outcome.RANG_OUT, Outcome.BUSY, Outcome.UNREACHABLE);

    /** Something that one of three sources tells of one of six calls; the last source never tells how a call ended. */
    record Event(int what, int source, int call, int number) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 7))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    /** Each call is from a number of its own to one person, and began at the beginning. */
    private static final class Play {

        final TrackedWorld world = new TrackedWorld();
        final Instant begun = world.time.instant();
        final List<Reporter> sources = List.of("ami", "esl", "dialog-info").stream()
                .map(world.tracker.outside()::reporter)
                .toList();
        final Map<Integer, Call> proxied = new TreeMap<>();
        final Set<Integer> answered = new HashSet<>();
        final Set<Integer> told = new HashSet<>();
        final List<Set<Integer>> over = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());

        OutsideLeg leg(int call, State state) {
            return new OutsideLeg(
                    "leg-" + call,
                    "call-" + call,
                    Optional.empty(),
                    Optional.of(PEOPLE.get(call % 3)),
                    false,
                    state,
                    TrackedWorld.stranger("1555010" + call),
                    "20" + call,
                    begun);
        }

        void happens(Event event) {
            var source = sources.get(event.source);
            var gone = over.get(event.source);
            switch (event.what) {
                case 0, 1, 2 -> {
                    var state = STATES.get(event.number % STATES.size());
                    if (gone.contains(event.call)) {
                        return;
                    }
                    source.sees(leg(event.call, state));
                    // What is told when the call was decided comes too late.
                    if (state.isAnswered() && records(event.call).isEmpty()) {
                        answered.add(event.call);
                    }
                }
                case 3, 4 -> {
                    // An id never comes again at a source that tells how it ended.
                    gone.add(event.call);
                    told.add(event.call);
                    source.over(
                            "leg-" + event.call,
                            event.source == 2 ? Optional.empty() : Optional.of(HOW.get(event.number % 4)));
                }
                case 5 -> source.down();
                case 6 -> source.up();
                case 7 -> world.time.pass(Duration.ofMillis(event.number * 100L));
                case 8 -> {
                    var all = new ArrayList<OutsideLeg>();
                    if (!gone.contains(event.call)) {
                        all.add(leg(event.call, State.RINGING));
                    }
                    source.now(PEOPLE.get(event.call % 3), all);
                }
                default -> proxy(event);
            }
        }

        List<CallRecord> records(int call) {
            return world.ended.stream()
                    .filter(record -> record.caller().address().user().endsWith("1555010" + call))
                    .toList();
        }

        private void proxy(Event event) {
            var user = PEOPLE.get(event.call % 3);
            var call = proxied.computeIfAbsent(
                    event.call,
                    number -> world.tracker.begin(Invites.invite(
                            "sip-" + number,
                            "tag",
                            TrackedWorld.stranger("+1555010" + number),
                            "20" + number,
                            begun,
                            user)));
            call.rings(user);
            if (event.number == 7) {
                call.cancelled(List.of());
                call.refused(487);
            }
        }

        void ends() {
            proxied.values().forEach(call -> {
                call.cancelled(List.of());
                call.refused(487);
            });
            sources.get(0).down();
            sources.get(1).now(Set.of());
            PEOPLE.forEach(user -> sources.get(2).now(user, Set.of()));
            world.time.pass(Duration.ofMinutes(10));
        }
    }

    @Property(tries = 1000)
    void whateverTheSourcesTell(@ForAll("events") List<Event> events) {
        var play = new Play();
        events.forEach(play::happens);
        play.ends();
        var world = play.world;
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(play.sources).allSatisfy(source -> assertThat(source.legs()).isZero());
        assertThat(world.time.timers()).isZero();
        for (int call = 0; call < 6; call++) {
            var records = play.records(call);
            assertThat(records.size()).as("records of call " + call).isLessThanOrEqualTo(1);
            if (play.proxied.containsKey(call)) {
                assertThat(records).isNotEmpty();
            }
            if (!play.told.contains(call) && !play.proxied.containsKey(call)) {
                assertThat(records).allSatisfy(record -> assertThat(record.legs())
                        .extracting(CallRecord.LegRecord::outcome)
                        .doesNotContainAnyElementsOf(MISSED));
            }
            if (play.answered.contains(call)) {
                assertThat(records).allSatisfy(record -> assertThat(record.legs())
                        .extracting(CallRecord.LegRecord::outcome)
                        .doesNotContainAnyElementsOf(MISSED));
            }
        }
    }
}
