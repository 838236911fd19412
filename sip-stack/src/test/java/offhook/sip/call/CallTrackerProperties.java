package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.UserId;
import offhook.sip.message.Reason;

/** Whatever passes by in whatever order: in the end everybody is idle and each call was decided once. */
class CallTrackerProperties {

    private static final List<UserId> PEOPLE = List.of(TrackedWorld.JULIET, TrackedWorld.ROMEO, TrackedWorld.NURSE);
    private static final List<String> REASONS =
            List.of("SIP;cause=200", "Q.850;cause=16", "Q.850;cause=19", "SIP;cause=603");

    /** What happens to one of four calls. */
    record Event(int what, int call, int user, int number) {}

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 7))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 1000)
    void anyOrderOfEventsEndsAtIdleAndIsDecidedOnce(@ForAll("events") List<Event> events) {
        var world = new TrackedWorld();
        var calls = new ArrayList<Call>();
        var began = new HashSet<String>();
        events.forEach(event -> play(world, calls, began, event));
        calls.forEach(call -> List.of("a", "b").forEach(tag -> call.hangsUp(tag, "")));
        calls.forEach(call -> call.refused(487));
        world.time.pass(Duration.ofHours(4).plusSeconds(10));
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.tracker.size()).isZero();
        assertThat(world.store.open()).isEmpty();
        assertThat(world.time.timers()).isZero();
        assertThat(lastTold(world)).doesNotContain("RINGING", "DIALING", "ON_THE_PHONE", "HOLD");
        assertThat(world.ended).isEqualTo(world.store.closed);
        assertThat(world.ended).extracting(CallRecord::id).isSubsetOf(began).doesNotHaveDuplicates();
        assertThat(world.ended).allSatisfy(call -> assertThat(call.legs())
                .extracting(CallRecord.LegRecord::user)
                .doesNotHaveDuplicates());
        if (!began.isEmpty()) {
            assertThat(world.ended).isNotEmpty();
        }
    }

    private static Set<String> lastTold(TrackedWorld world) {
        var last = new HashSet<String>();
        for (var user : PEOPLE) {
            world.told.stream()
                    .filter(line -> line.startsWith(user.value()))
                    .reduce((first, second) -> second)
                    .map(line -> line.substring(user.value().length() + 1))
                    .ifPresent(last::add);
        }
        return last;
    }

    private static void play(TrackedWorld world, List<Call> calls, Set<String> began, Event event) {
        var user = PEOPLE.get(event.user);
        if (event.what <= 1) {
            // Fresh Call-IDs, so that "decided once" can be counted by them.
            var id = "call-" + began.size();
            began.add(id);
            var caller =
                    event.what == 0 ? TrackedWorld.stranger("1") : TrackedWorld.caller(PEOPLE.get(event.number % 3));
            var invite = event.call == 0 ? world.invite(id, caller) : world.invite(id, caller, user);
            calls.add(world.tracker.begin(event.number > 4 ? Invites.fromPeer(invite) : invite));
            return;
        }
        if (event.what == 2) {
            world.time.pass(Duration.ofMillis(event.number * 700L));
            return;
        }
        if (event.what == 3 && event.number == 7) {
            world.restart();
            calls.clear();
            return;
        }
        if (calls.isEmpty()) {
            return;
        }
        var call = calls.get(event.call % calls.size());
        var tag = event.number % 2 == 0 ? "a" : "b";
        switch (event.what) {
            case 4 -> call.rings(user);
            case 5 -> call.answers(Optional.of(user), tag, event.number == 0);
            case 6 -> call.answers(Optional.empty(), tag, event.number == 1);
            case 7 ->
                call.refuses(
                        user, List.of(302, 404, 408, 480, 486, 487, 503, 603).get(event.number));
            case 8 -> call.cancelled(event.number > 3 ? List.of() : List.of(Reason.parse(REASONS.get(event.number))));
            case 9 ->
                call.refused(List.of(302, 404, 408, 480, 486, 487, 503, 603).get(event.number));
            case 10 -> call.hangsUp(tag, "");
            case 11 -> call.media(Optional.of(event.number > 3), Optional.of(event.number > 5));
            case 12 -> call.refreshed(Optional.of(Duration.ofSeconds(event.number + 1)));
            default -> call.diverts(user);
        }
    }
}
