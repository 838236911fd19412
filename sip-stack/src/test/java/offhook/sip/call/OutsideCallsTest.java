package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.NURSE;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.sip.call.OutsideLeg.State;
import org.junit.jupiter.api.Test;

class OutsideCallsTest {

    private static final Caller STRANGER = TrackedWorld.stranger("+15550123");

    private final TrackedWorld world = new TrackedWorld();
    private final Reporter ami = world.tracker.outside().reporter("ami");
    private final Reporter lamps = world.tracker.outside().reporter("dialog-info");

    private OutsideLeg leg(String id, String call, UserId user, State state) {
        return new OutsideLeg(
                id, call, Optional.empty(), Optional.of(user), false, state, STRANGER, "201", world.time.instant());
    }

    private static OutsideLeg trunk(OutsideLeg like, String id, boolean calling, State state) {
        return new OutsideLeg(
                id,
                like.call(),
                Optional.empty(),
                Optional.empty(),
                calling,
                state,
                Caller.UNKNOWN,
                like.dialled(),
                like.since());
    }

    private OutsideLeg rings(String id, String call, UserId user) {
        var leg = leg(id, call, user, State.RINGING);
        ami.sees(leg);
        return leg;
    }

    private void over(String id, Outcome how) {
        ami.over(id, Optional.of(how));
    }

    @Test
    void aCallShowsWhileItLastsAndIsRecordedWhenItIsOver() {
        var leg = leg("chan-1", "call-1", JULIET, State.TRYING);
        ami.sees(leg);
        assertThat(world.told).isEmpty();
        ami.sees(leg.in(State.RINGING));
        world.time.passSeconds(4);
        ami.sees(leg.in(State.TALKING));
        ami.sees(leg.in(State.HELD));
        ami.sees(leg.in(State.TALKING));
        world.time.passSeconds(60);
        over("chan-1", Outcome.CALLER_HUNG_UP);
        assertThat(world.told)
                .containsExactly(
                        "juliet RINGING", "juliet ON_THE_PHONE", "juliet HOLD", "juliet ON_THE_PHONE", "juliet IDLE");
        assertThat(world.ended).isEmpty();
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
        var call = world.ended.get(0);
        assertThat(call.id()).isEqualTo("call-1");
        assertThat(call.fromTag()).isEqualTo("ami");
        assertThat(call.caller()).isEqualTo(STRANGER);
        assertThat(call.answeredBy()).contains(JULIET);
        assertThat(call.legs().get(0).rang()).isEqualTo(Duration.ofSeconds(4));
        assertThat(Duration.between(call.arrived(), call.ended())).isEqualTo(Duration.ofSeconds(64));
    }

    @Test
    void whatTheSourceTellsOfTheEndDecides() {
        for (var how : List.of(Outcome.CALLER_HUNG_UP, Outcome.RANG_OUT, Outcome.UNREACHABLE, Outcome.DECLINED)) {
            world.ended.clear();
            rings("chan", "call-" + how, JULIET);
            over("chan", how);
            world.time.passSeconds(100);
            assertThat(world.outcome()).isEqualTo(how);
        }
    }

    @Test
    void whereNobodyTellsNothingIsMissed() {
        lamps.sees(leg("201", "201", JULIET, State.RINGING));
        lamps.now(JULIET, Set.of());
        rings("chan", "call", JULIET);
        ami.over("chan", Optional.empty());
        world.settle();
        assertThat(world.told).containsExactly("juliet RINGING", "juliet IDLE", "juliet RINGING", "juliet IDLE");
        assertThat(world.ended).isEmpty();
    }

    @Test
    void aSnapshotEndsWhatItLeavesOut() {
        lamps.now(JULIET, List.of(leg("a", "a", JULIET, State.TALKING), leg("b", "b", JULIET, State.RINGING)));
        lamps.sees(leg("c", "c", ROMEO, State.TALKING));
        lamps.now(JULIET, List.of(leg("b", "b", JULIET, State.RINGING)));
        assertThat(world.told).containsExactly("juliet ON_THE_PHONE", "romeo ON_THE_PHONE", "juliet RINGING");
        lamps.now(Set.of());
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(lamps.legs()).isZero();
    }

    @Test
    void aSourceThatCannotBeHeardIsBelievedForAMinute() {
        ami.up();
        rings("chan", "call", JULIET);
        ami.sees(leg("chan", "call", JULIET, State.TALKING));
        ami.down();
        ami.down();
        world.time.passSeconds(59);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        world.time.passSeconds(1);
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.tracker.log().withdrawn()).isEqualTo(1);
    }

    @Test
    void theMinuteBeginsWithItsLastWord() {
        var watched = world.tracker.outside().reporter("lamps", Duration.ofSeconds(30));
        watched.sees(leg("chan", "call", JULIET, State.TALKING));
        var lastHeard = world.time.instant();
        world.time.passSeconds(20);
        watched.down(lastHeard);
        world.time.passSeconds(9);
        assertThat(world.tracker.busy()).containsOnlyKeys(JULIET);
        world.time.passSeconds(1);
        assertThat(world.tracker.busy()).isEmpty();
        watched.sees(leg("chan-2", "call-2", JULIET, State.TALKING));
        watched.down(lastHeard);
        world.time.run();
        world.time.passSeconds(0);
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void aCallThatRangWhenTheSourceWasLostIsNotMissed() {
        rings("chan", "call", JULIET);
        ami.down();
        world.time.passSeconds(70);
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.ended).isEmpty();
    }

    @Test
    void aSourceThatComesBackInTimeTellsAgain() {
        var kept = leg("chan", "call", JULIET, State.TALKING);
        ami.sees(kept);
        ami.sees(leg("other", "other", ROMEO, State.TALKING));
        ami.down();
        world.time.passSeconds(40);
        ami.up();
        assertThat(ami.isUp()).isTrue();
        ami.now(List.of(kept));
        world.time.passSeconds(600);
        assertThat(world.tracker.busy()).containsOnlyKeys(JULIET);
        assertThat(world.told).doesNotContain("juliet IDLE");
        assertThat(world.tracker.log().withdrawn()).isZero();
    }

    @Test
    void aCallThatNothingRefreshesIsWithdrawn() {
        var leg = leg("chan", "call", JULIET, State.TALKING);
        ami.sees(leg);
        world.time.pass(Duration.ofHours(3));
        ami.now(List.of(leg));
        world.time.pass(Duration.ofHours(3));
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        world.time.pass(Duration.ofHours(1));
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.tracker.log().withdrawn()).isEqualTo(1);
    }

    @Test
    void whoeverIsTalkedToByAServiceIsNotOnThePhone() {
        ami.sees(leg("chan", "call", JULIET, State.SERVED));
        assertThat(world.told).isEmpty();
        ami.sees(leg("chan", "call", JULIET, State.TALKING));
        assertThat(world.told).containsExactly("juliet ON_THE_PHONE");
    }

    @Test
    void nobodyMissesACallThatAnotherOfTheGroupTook() {
        rings("chan-j", "call", JULIET);
        var romeos = rings("chan-r", "call", ROMEO);
        var caller = trunk(romeos, "chan-c", true, State.SERVED);
        ami.sees(caller);
        over("chan-j", Outcome.RANG_OUT);
        ami.sees(romeos.in(State.TALKING));
        over("chan-r", Outcome.CALLER_HUNG_UP);
        over("chan-c", Outcome.CALLER_HUNG_UP);
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void nobodyMissesACallThatAMobileTook() {
        var leg = rings("chan-j", "call", JULIET);
        ami.sees(trunk(leg, "trunk", false, State.TALKING));
        over("chan-j", Outcome.CALLER_HUNG_UP);
        over("trunk", Outcome.CALLER_HUNG_UP);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.ended.get(0).answeredBy()).isEmpty();
    }

    /** A queue rings somebody, then somebody else, and the caller waits in between. */
    @Test
    void aCallIsDecidedWhenTheCallerIsGone() {
        var leg = rings("chan-1", "call", JULIET);
        ami.sees(trunk(leg, "caller", true, State.SERVED));
        over("chan-1", Outcome.RANG_OUT);
        world.time.passSeconds(30);
        rings("chan-2", "call", JULIET);
        world.time.passSeconds(15);
        over("chan-2", Outcome.RANG_OUT);
        assertThat(world.ended).isEmpty();
        over("caller", Outcome.CALLER_HUNG_UP);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.RANG_OUT);
        assertThat(world.ended.get(0).legs()).hasSize(1);
        assertThat(world.ended.get(0).legs().get(0).rang()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aTransferAfterTheAnswerIsAnotherCall() {
        var juliets = rings("chan-j", "call", JULIET);
        ami.sees(juliets.in(State.TALKING));
        world.time.passSeconds(20);
        rings("chan-r", "call", ROMEO);
        over("chan-j", Outcome.CALLER_HUNG_UP);
        world.time.passSeconds(10);
        over("chan-r", Outcome.RANG_OUT);
        world.settle();
        assertThat(world.ended).extracting(CallRecord::id).containsExactly("call", "call.1");
        assertThat(world.ended.get(1).legs())
                .extracting(CallRecord.LegRecord::user, CallRecord.LegRecord::outcome)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(ROMEO, Outcome.RANG_OUT));
    }

    @Test
    void aLegThatASnapshotLeftOutIsNoTransferWhenItComesBack() {
        var leg = rings("chan-1", "call-1", JULIET);
        ami.sees(leg.in(State.TALKING));
        world.time.passSeconds(5);
        ami.now(JULIET, List.of());
        ami.sees(leg);
        over("chan-1", Outcome.CALLER_HUNG_UP);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
    }

    @Test
    void aLegThatAnotherPhoneTookOverIsThatOnes() {
        rings("chan", "call", JULIET);
        ami.sees(leg("chan", "call", NURSE, State.TALKING));
        assertThat(world.told).containsExactly("juliet RINGING", "juliet IDLE", "nurse ON_THE_PHONE");
        over("chan", Outcome.CALLER_HUNG_UP);
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.outcome(NURSE)).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void aCallSentOnHasTheOutcomeOfWhereItWent() {
        rings("chan-j", "call", JULIET);
        var next = rings("chan-r", "call", ROMEO);
        over("chan-j", Outcome.DIVERTED);
        ami.sees(next);
        over("chan-r", Outcome.RANG_OUT);
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.RANG_OUT);
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.RANG_OUT);
    }

    @Test
    void busyIsSomebodyOnAnotherCall() {
        rings("chan-1", "call-1", JULIET);
        over("chan-1", Outcome.BUSY);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.DECLINED);
        world.ended.clear();
        world.time.passSeconds(10);
        ami.sees(leg("other", "other", JULIET, State.TALKING));
        rings("chan-2", "call-2", JULIET);
        over("chan-2", Outcome.BUSY);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.BUSY);
    }

    @Test
    void whoCallsThemselvesMissesNothing() {
        ami.sees(new OutsideLeg(
                "chan",
                "call",
                Optional.empty(),
                Optional.of(JULIET),
                false,
                State.RINGING,
                TrackedWorld.caller(JULIET),
                "201",
                world.time.instant()));
        over("chan", Outcome.RANG_OUT);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void somebodyRemovedIsForgotten() {
        rings("chan", "call", JULIET);
        world.tracker.forget(JULIET);
        assertThat(world.tracker.busy()).isEmpty();
        over("chan", Outcome.RANG_OUT);
        world.settle();
        assertThat(world.ended).flatExtracting(CallRecord::legs).allSatisfy(leg -> assertThat(leg.outcome())
                .isEqualTo(Outcome.IGNORED));
        assertThat(world.told).containsExactly("juliet RINGING");
    }

    @Test
    void aSourceHasALimit() {
        for (int i = 0; i < 20_010; i++) {
            ami.sees(trunk(leg("", "call-" + i, JULIET, State.RINGING), "chan-" + i, true, State.DIALING));
        }
        assertThat(ami.legs()).isEqualTo(20_000);
    }
}
