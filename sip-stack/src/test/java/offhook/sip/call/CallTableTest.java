package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class CallTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Caller ROMEO =
            new Caller(new DisplayName("Romeo"), SipUri.of("romeo", "example.net"), Optional.empty(), true);
    private static final Invite INVITE = invite(NOON);
    private static final CallRow.LegRow JULIET =
            new CallRow.LegRow(new UserId("juliet"), Optional.of(Outcome.DECLINED), Duration.ofMillis(1500));
    private static final CallRow.LegRow NURSE =
            new CallRow.LegRow(new UserId("nurse"), Optional.empty(), Duration.ZERO);

    private final List<CallRecord> ended = new ArrayList<>();

    /** To a ring group, in the place of another call. */
    private static Invite invite(Instant arrived) {
        return Invites.replacing(
                Invites.group(Invites.invite("id@host", "tag", ROMEO, "600", arrived), "600"), "other");
    }

    /** The table in an empty database. */
    static CallTable table(Database database) {
        database.migrate("sip");
        return new CallTable(database);
    }

    private static CallRow row(Invite invite, Optional<Instant> answered, CallRow.LegRow... legs) {
        return new CallRow(
                invite, "first", "first-tag", answered, answered.map(at -> at.plusSeconds(90)), List.of(legs));
    }

    private static CallRecord record(Instant ended) {
        return new CallRecord(
                INVITE.callId(),
                INVITE.fromTag(),
                INVITE.caller(),
                INVITE.dialled(),
                NOON,
                ended,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private void close(CallTable calls, CallRow... rows) {
        var record = record(NOON.plusSeconds(60));
        assertThat(calls.close(record, List.of(rows), tx -> ended.add(record))).isCompleted();
    }

    @OnEachDatabase
    void aCallIsReadBackAsItWasWritten(Database database) {
        var calls = table(database);
        calls.save(row(INVITE, Optional.empty()));
        calls.save(row(INVITE, Optional.of(NOON.plusMillis(1)), JULIET, NURSE));
        assertThat(calls.open()).singleElement().satisfies(open -> {
            assertThat(open.legs()).containsExactlyInAnyOrder(JULIET, NURSE);
            assertThat(open)
                    .usingRecursiveComparison()
                    .ignoringFields("legs")
                    .isEqualTo(row(INVITE, Optional.of(NOON.plusMillis(1))));
        });
    }

    @OnEachDatabase
    void theHistoryHoldsAllInvitesOfALogicalCall(Database database) {
        var calls = table(database);
        var forked = Invites.invite("fork@pbx", "other", ROMEO, "201", NOON.plusSeconds(1));
        var stranger = new CallRow(
                Invites.invite("stranger", "tag", ROMEO, "201", NOON),
                "stranger",
                "tag",
                Optional.empty(),
                Optional.empty(),
                List.of(JULIET));
        calls.save(row(INVITE, Optional.empty(), JULIET));
        calls.save(row(forked, Optional.empty(), NURSE));
        calls.save(stranger);
        close(calls, row(INVITE, Optional.empty(), JULIET));
        var history = calls.history("fork@pbx");
        assertThat(history).isEqualTo(calls.history("id@host"));
        assertThat(history).extracting(past -> past.call().invite().callId()).containsExactly("id@host", "fork@pbx");
        assertThat(history).extracting(past -> past.closed().isPresent()).containsExactly(true, false);
        assertThat(history.get(0).call().legs()).containsExactly(JULIET);
        assertThat(history.get(1).call().legs()).containsExactly(NURSE);
        assertThat(calls.history("nobody")).isEmpty();
    }

    @OnEachDatabase
    void aCallIsClosedOnce(Database database) {
        var calls = table(database);
        calls.save(row(INVITE, Optional.empty(), NURSE));
        close(calls, row(INVITE, Optional.empty(), JULIET));
        close(calls, row(INVITE, Optional.empty(), JULIET));
        calls.save(row(INVITE, Optional.empty(), JULIET));
        assertThat(ended).hasSize(1);
        assertThat(calls.open()).isEmpty();
    }

    @OnEachDatabase
    void aCallThatWasNeverWrittenIsClosedAllTheSame(Database database) {
        close(table(database), row(INVITE, Optional.empty(), JULIET));
        assertThat(ended).hasSize(1);
    }

    @OnEachDatabase
    void theSameCallIdLaterIsAnotherCall(Database database) {
        var calls = table(database);
        close(calls, row(INVITE, Optional.empty()));
        calls.save(row(invite(NOON.plusSeconds(600)), Optional.empty()));
        assertThat(calls.open()).hasSize(1);
    }

    @OnEachDatabase
    void whatFailsWithTheListenerIsNotClosed(Database database) {
        var calls = table(database);
        var closing = calls.close(record(NOON), List.of(row(INVITE, Optional.empty())), tx -> {
            throw new IllegalStateException("outbox");
        });
        assertThat(closing.toCompletableFuture()).isCompletedExceptionally();
        close(calls, row(INVITE, Optional.empty()));
        assertThat(ended).hasSize(1);
    }

    @OnEachDatabase
    void whoIsRemovedIsInNoCallThatIsTakenUpAgain(Database database) {
        var calls = table(database);
        var nurse =
                new Caller(new DisplayName("Nurse"), SipUri.of("203", "here"), Optional.of(new UserId("nurse")), false);
        var invite = Invites.invite("open", "tag", nurse, "201", NOON);
        calls.save(row(invite, Optional.empty(), JULIET, NURSE));
        close(calls, row(INVITE, Optional.empty(), JULIET, NURSE));
        database.write(tx -> {
            CallTable.forget(new UserId("nurse"), tx);
            return null;
        });
        assertThat(calls.open()).singleElement().satisfies(open -> {
            assertThat(open.legs()).containsExactly(JULIET);
            assertThat(open.invite().caller().user()).isEmpty();
        });
        assertThat(calls.history(INVITE.callId()).get(0).call().legs()).containsExactlyInAnyOrder(JULIET, NURSE);
    }

    @OnEachDatabase
    void oldCallsAreForgotten(Database database) {
        var calls = table(database);
        close(calls, row(INVITE, Optional.empty(), JULIET));
        calls.forget(NOON.plusSeconds(60));
        assertThat(rows(database)).isEqualTo(2);
        calls.forget(NOON.plusSeconds(61));
        assertThat(rows(database)).isZero();
    }

    private static int rows(Database database) {
        return database.read(
                db -> db.createQuery("SELECT (SELECT count(*) FROM calls) + (SELECT count(*) FROM call_legs)")
                        .mapTo(Integer.class)
                        .one());
    }
}
