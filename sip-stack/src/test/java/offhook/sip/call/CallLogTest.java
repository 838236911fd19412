package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final UserId JULIET = new UserId("juliet");

    private static CallRecord call(String id, boolean withheld) {
        return new CallRecord(
                id,
                "tag",
                new Caller(new DisplayName("Romeo"), SipUri.of("+15550123", "example.net"), Optional.empty(), withheld),
                "600",
                NOON,
                NOON.plusMillis(12_500),
                Optional.of("600"),
                Optional.of(JULIET),
                List.of(
                        new CallRecord.LegRecord(JULIET, Outcome.ANSWERED, Duration.ofMillis(2500)),
                        new CallRecord.LegRecord(new UserId("nurse"), Outcome.ANSWERED_ELSEWHERE, Duration.ZERO)));
    }

    @Test
    void oneLineSaysHowItWent() {
        assertThat(CallLog.line(call("1@host", false)))
                .isEqualTo("call id=1@host from=+15550123@example.net to=600 group=600 answered-by=juliet lasted=12.5s"
                        + " legs=juliet:ANSWERED/2.5s,nurse:ANSWERED_ELSEWHERE/0.0s");
    }

    /** Two phones of two people, two INVITEs of a PBX: it is one call, and one line. */
    @Test
    void eachCallIsOneLine() {
        var log = Logged.by(CallLog.class);
        var world = new TrackedWorld();
        var stranger = TrackedWorld.stranger("+15550123");
        var juliet = world.tracker.begin(Invites.fromPeer(world.invite("1", stranger, JULIET)));
        var romeo = world.tracker.begin(Invites.fromPeer(world.invite("2", stranger, TrackedWorld.ROMEO)));
        juliet.rings(JULIET);
        romeo.answers(Optional.of(TrackedWorld.ROMEO), "r", false);
        juliet.cancelled(List.of());
        romeo.hangsUp("r", "");
        world.settle();
        log.close();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("call id=1 from=+15550123@example.net to=201 answered-by=romeo ")
                .contains("juliet:ANSWERED_ELSEWHERE/", "romeo:ANSWERED/");
    }

    @Test
    void whoHidesStaysHidden() {
        assertThat(CallLog.line(call("1", true))).contains("from=withheld").doesNotContain("5550123");
    }

    @Test
    void nothingForgesALine() {
        assertThat(CallLog.line(call("1 from=admin\r\ncall id=2\u2028\u202e", false)))
                .startsWith("call id=1_from=admin__call_id=2__ from=")
                .doesNotContain("\n");
    }

    @Test
    void whatIsCleanStaysAsItIsButNotWithoutEnd() {
        assertThat(CallLog.clean("a84b4c76e66710@pc33.atlanta.example"))
                .isEqualTo("a84b4c76e66710@pc33.atlanta.example");
        assertThat(CallLog.clean("")).isEqualTo("-");
        assertThat(CallLog.clean("x".repeat(129))).isEqualTo("x".repeat(128));
        assertThat(CallLog.clean("José\u007f")).isEqualTo("José_");
    }

    @Test
    void outcomesAreCounted() {
        var log = new CallLog();
        log.ended(call("1", false));
        log.ended(call("2", false));
        assertThat(log.calls()).isEqualTo(2);
        assertThat(log.legs(Outcome.ANSWERED)).isEqualTo(2);
        assertThat(log.legs(Outcome.BUSY)).isZero();
    }
}
