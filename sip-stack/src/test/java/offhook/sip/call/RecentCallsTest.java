package offhook.sip.call;

import static offhook.sip.call.CallTableTest.table;
import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.NURSE;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static offhook.sip.call.TrackedWorld.caller;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class RecentCallsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private CallTable calls;
    private RecentCalls recent;

    private void on(Database database) {
        calls = table(database);
        recent = new RecentCalls(database);
    }

    private static Invite invite(String id, int minute, Caller caller, String dialled) {
        return Invites.invite(id, "tag", caller, dialled, NOON.plus(Duration.ofMinutes(minute)));
    }

    private static CallRow.LegRow leg(UserId user, Outcome outcome) {
        return new CallRow.LegRow(user, Optional.of(outcome), Duration.ZERO);
    }

    /** @param first the Call-ID of the INVITE that the call began with */
    private void over(Invite invite, String first, Optional<Integer> answeredAfter, CallRow.LegRow... legs) {
        var answered = answeredAfter.map(invite.arrived()::plusSeconds);
        var row = new CallRow(invite, first, "tag", answered, Optional.empty(), List.of(legs));
        var record = new CallRecord(
                first,
                "tag",
                invite.caller(),
                invite.dialled(),
                invite.arrived(),
                invite.arrived().plusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertThat(calls.close(record, List.of(row), tx -> {})).isCompleted();
    }

    private void over(Invite invite, Optional<Integer> answeredAfter, CallRow.LegRow... legs) {
        over(invite, invite.callId(), answeredAfter, legs);
    }

    @OnEachDatabase
    void madeAndReceivedTheLastFirst(Database database) {
        on(database);
        over(invite("a", 1, caller(JULIET), "202"), Optional.of(10), leg(ROMEO, Outcome.ANSWERED));
        over(invite("b", 2, caller(ROMEO), "201"), Optional.empty(), leg(JULIET, Outcome.RANG_OUT));
        over(invite("c", 3, caller(ROMEO), "203"), Optional.empty(), leg(NURSE, Outcome.BUSY));
        assertThat(recent.of(JULIET, 50))
                .containsExactly(
                        new RecentCall(
                                NOON.plusSeconds(120),
                                false,
                                caller(ROMEO),
                                "201",
                                Optional.of(Outcome.RANG_OUT),
                                Optional.empty()),
                        new RecentCall(
                                NOON.plusSeconds(60),
                                true,
                                caller(JULIET),
                                "202",
                                Optional.of(Outcome.ANSWERED),
                                Optional.of(Duration.ofSeconds(50))));
        assertThat(recent.of(JULIET, 1)).hasSize(1);
        assertThat(recent.of(new UserId("nobody"), 50)).isEmpty();
    }

    /** Somebody else of the ring group has answered: she has not talked. */
    @OnEachDatabase
    void whoDidNotAnswerHasNotTalked(Database database) {
        on(database);
        over(
                invite("a", 1, caller(ROMEO), "600"),
                Optional.of(10),
                leg(JULIET, Outcome.ANSWERED_ELSEWHERE),
                leg(NURSE, Outcome.ANSWERED));
        assertThat(recent.of(JULIET, 50)).singleElement().satisfies(call -> assertThat(call.talked())
                .isEmpty());
        assertThat(recent.of(ROMEO, 50)).singleElement().satisfies(call -> assertThat(call.talked())
                .contains(Duration.ofSeconds(50)));
    }

    @OnEachDatabase
    void aCallAcrossThePbxIsOne(Database database) {
        on(database);
        over(invite("a", 1, caller(JULIET), "202"), "a", Optional.of(5));
        over(invite("b", 1, caller(JULIET), "202"), "a", Optional.of(5), leg(ROMEO, Outcome.ANSWERED));
        assertThat(recent.of(JULIET, 50)).hasSize(1);
    }

    @OnEachDatabase
    void aCallToOneselfIsOneThatWasMade(Database database) {
        on(database);
        over(invite("a", 1, caller(JULIET), "201"), Optional.empty(), leg(JULIET, Outcome.IGNORED));
        assertThat(recent.of(JULIET, 50)).singleElement().satisfies(call -> assertThat(call.outgoing())
                .isTrue());
    }

    @OnEachDatabase
    void whatGoesOnIsNoHistoryYet(Database database) {
        on(database);
        var invite = invite("a", 1, caller(JULIET), "202");
        assertThat(calls.save(new CallRow(invite, "a", "tag", Optional.empty(), Optional.empty(), List.of())))
                .isCompleted();
        assertThat(recent.of(JULIET, 50)).isEmpty();
    }
}
