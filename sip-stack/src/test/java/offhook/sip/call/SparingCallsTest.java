package offhook.sip.call;

import static offhook.sip.call.CallTableTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class SparingCallsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Caller ROMEO =
            new Caller(new DisplayName("Romeo"), SipUri.of("romeo", "example.net"), Optional.empty(), false);
    private static final Invite INVITE = invite("id@host");
    private static final CallRow RINGING = row(Optional.empty(), leg("juliet", null), leg("nurse", null));
    private static final CallRow TALKING =
            row(Optional.of(NOON.plusSeconds(4)), leg("juliet", Outcome.ANSWERED), leg("nurse", null));
    private static final CallRow OVER = row(
            Optional.of(NOON.plusSeconds(4)),
            leg("juliet", Outcome.ANSWERED),
            leg("nurse", Outcome.ANSWERED_ELSEWHERE));

    private static Invite invite(String callId) {
        return Invites.invite(callId, "tag", ROMEO, "201", NOON);
    }

    private static CallRow.LegRow leg(String user, Outcome outcome) {
        return new CallRow.LegRow(new UserId(user), Optional.ofNullable(outcome), Duration.ofSeconds(3));
    }

    private static CallRow row(Optional<Instant> answered, CallRow.LegRow... legs) {
        return row(INVITE, answered, legs);
    }

    private static CallRow row(Invite invite, Optional<Instant> answered, CallRow.LegRow... legs) {
        return new CallRow(invite, invite.callId(), "tag", answered, Optional.empty(), List.of(legs));
    }

    private static final CallRecord ENDED = new CallRecord(
            "id@host",
            "tag",
            INVITE.caller(),
            "201",
            NOON,
            NOON.plusSeconds(60),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private static void nothingMore(Handle tx) {
        assertThat(tx).isNotNull();
    }

    private static void assertOver(CallTable table) {
        assertThat(table.open()).isEmpty();
        assertThat(table.history("id@host"))
                .singleElement()
                .satisfies(call -> assertThat(call.closed()).contains(NOON.plusSeconds(60)))
                .satisfies(call -> assertThat(call.call().answered()).isEqualTo(OVER.answered()))
                .satisfies(call -> assertThat(call.call().legs()).isEqualTo(OVER.legs()));
    }

    @OnEachDatabase
    void whatChangesIsWritten(Database database) {
        var table = table(database);
        var calls = table.sparing();
        calls.save(RINGING);
        assertThat(table.open()).singleElement().matches(call -> call.answered().isEmpty());
        calls.save(TALKING);
        assertThat(table.open()).singleElement().satisfies(call -> {
            assertThat(call.answered()).isEqualTo(TALKING.answered());
            assertThat(call.legs()).isEqualTo(TALKING.legs());
        });
        calls.close(ENDED, List.of(OVER), SparingCallsTest::nothingMore);
        assertOver(table);
    }

    @OnEachDatabase
    void aCallThatIsClosedAsItWasWrittenIsClosed(Database database) {
        var table = table(database);
        var calls = table.sparing();
        calls.save(OVER);
        calls.close(ENDED, List.of(OVER), SparingCallsTest::nothingMore);
        assertOver(table);
    }

    @OnEachDatabase
    void whatNobodyHasWrittenIsWrittenAtTheEnd(Database database) {
        var table = table(database);
        table.sparing().close(ENDED, List.of(OVER), SparingCallsTest::nothingMore);
        assertOver(table);
    }

    @OnEachDatabase
    void afterAWriteThatFailedEverythingIsWrittenAgain(Database database) {
        var table = table(database);
        var calls = table.sparing();
        calls.save(RINGING);
        var failed = calls.close(ENDED, List.of(OVER), tx -> {
            throw new IllegalStateException("no alert");
        });
        assertThat(failed).isCompletedExceptionally();
        assertThat(table.open()).hasSize(1);
        calls.close(ENDED, List.of(OVER), SparingCallsTest::nothingMore);
        assertOver(table);
    }

    /** A phone that is answered at once: the INVITE's row still waits when the 200 comes. */
    @Test
    void whatChangesBeforeTheWriterComesIsWrittenOnce() {
        var time = new ManualTime();
        try (var database = TestDatabases.sqlite(time)) {
            var table = table(database);
            var calls = table.sparing();
            var first = calls.save(RINGING);
            var second = calls.save(TALKING);
            assertThat(first.toCompletableFuture()).isNotDone();
            time.run();
            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
            assertThat(database.writes()).isEqualTo(1);
            assertThat(table.open()).singleElement().matches(call -> call.answered()
                    .isPresent());
            calls.save(OVER);
            time.run();
            assertThat(database.writes()).isEqualTo(2);
        }
    }

    /** Two calls in one commit, and the second cannot be closed: what the first has written is rolled back with it. */
    @Test
    void whatWasRolledBackBesideAnotherIsWrittenAgain() {
        var time = new ManualTime();
        try (var database = TestDatabases.sqlite(time)) {
            var table = table(database);
            var calls = table.sparing();
            var saved = calls.save(RINGING);
            time.run();
            calls.save(TALKING);
            var told = new AtomicInteger();
            var closed = calls.close(ENDED, List.of(OVER), tx -> told.incrementAndGet());
            var failed = calls.close(ENDED, List.of(row(invite("other@host"), Optional.empty())), tx -> {
                throw new IllegalStateException("no alert");
            });
            time.run();
            assertThat(saved).isCompleted();
            assertThat(closed).isCompleted();
            assertThat(failed).isCompletedExceptionally();
            assertThat(told).as("in the end, and in what was rolled back").hasValue(2);
            assertThat(table.history("other@host")).isEmpty();
            assertOver(table);
        }
    }

    @Test
    void whatCannotBeQueuedIsNotWaitedFor() {
        var database = TestDatabases.sqlite(new ManualTime());
        var calls = table(database).sparing();
        database.close();
        assertThat(calls.save(RINGING)).isCompletedExceptionally();
        assertThat(calls.save(TALKING)).isCompletedExceptionally();
    }
}
