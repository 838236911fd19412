package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static offhook.sip.call.TrackedWorld.caller;
import static offhook.sip.call.TrackedWorld.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of calls is leased, durable, and there again after a restart. */
class CallsKeptTest extends TrackedScene {

    @Test
    void whatNothingRefreshesIsWithdrawn() {
        ringing("1").answers(by(JULIET), "a", false);
        world.time.pass(Duration.ofHours(4));
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        assertThat(world.tracker.log().withdrawn()).isEqualTo(1);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void aSessionTimerIsALease() {
        var call = ringing("1");
        call.answers(by(JULIET), "a", false);
        call.refreshed(Optional.of(Duration.ofSeconds(90)));
        world.time.passSeconds(80);
        call.refreshed(Optional.of(Duration.ofSeconds(90)));
        world.time.passSeconds(80);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        world.time.passSeconds(10);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
    }

    @Test
    void theCallerHearsTheEndWhenTheRowIsCommitted() {
        world.store.slow = true;
        var call = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        var mayBeSent = call.refused(480).toCompletableFuture();
        assertThat(mayBeSent).isNotDone();
        world.store.commit();
        assertThat(mayBeSent).isCompleted();
        assertThat(world.store.open().get(0).legs().get(0).outcome()).contains(Outcome.UNREACHABLE);
    }

    @Test
    void aDatabaseThatFailsIsTriedAgainAndHoldsNobodyForEver() {
        world.store.failures = 4;
        var call = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        var mayBeSent = call.refused(480).toCompletableFuture();
        world.time.passSeconds(1);
        assertThat(mayBeSent).isNotDone();
        world.time.passSeconds(1);
        assertThat(mayBeSent).isCompleted();
        world.store.failures = 1000;
        var other = world.tracker.begin(world.invite("2", stranger("2"), JULIET));
        var mayAlsoBeSent = other.refused(480).toCompletableFuture();
        world.time.passSeconds(5);
        assertThat(mayAlsoBeSent).isCompleted();
        world.time.passSeconds(60);
        world.store.failures = 0;
        world.settle();
        assertThat(world.ended).hasSize(2);
    }

    @Test
    void aRestartCutsWhatNobodyAnsweredAndForgetsNoOutcome() {
        ringing("rang");
        world.tracker.begin(world.invite("refused", stranger("2"), ROMEO)).refused(603);
        world.time.passSeconds(1);
        world.restart();
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        world.settle();
        assertThat(world.ended)
                .flatExtracting(CallRecord::legs)
                .extracting(CallRecord.LegRecord::outcome)
                .containsExactlyInAnyOrder(Outcome.CUT_BY_RESTART, Outcome.DECLINED);
        assertThat(world.store.open()).isEmpty();
    }

    @Test
    void aCallThatLastsOverARestartIsShownWhileItsSessionTimerRuns() {
        var call = world.tracker.begin(world.invite("1", caller(ROMEO), JULIET));
        call.answers(by(JULIET), "j", false);
        call.refreshed(Optional.of(Duration.ofMinutes(30)));
        world.restart();
        assertThat(world.told).containsExactlyInAnyOrder("juliet ON_THE_PHONE", "romeo ON_THE_PHONE");
        world.tracker.find("1", "j", "from-1").orElseThrow().hangsUp("j", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void aCallWithoutSessionTimerIsUnknownAfterARestartUntilSomethingPasses() {
        ringing("1").answers(by(JULIET), "j", false);
        world.restart();
        world.time.passSeconds(60);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        assertThat(world.ended).isEmpty();
        var call = world.tracker.find("1", "from-1", "j").orElseThrow();
        call.refreshed();
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        call.hangsUp("j", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(world.store.open()).isEmpty();
    }

    @Test
    void anInviteThatIsSentAgainAfterARestartIsTheSameCall() {
        ringing("1");
        world.restart();
        world.time.passSeconds(1);
        var again = world.tracker.begin(world.invite("1", stranger("15550123"), JULIET));
        world.settle();
        assertThat(world.ended).isEmpty();
        again.answers(by(JULIET), "a", false);
        again.hangsUp("a", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void theCallsOfSomebodyRemovedAreNobodys() {
        var talking = ringing("1");
        talking.answers(by(JULIET), "j", false);
        var calling = world.tracker.begin(world.invite("2", TrackedWorld.caller(JULIET), ROMEO));
        calling.rings(ROMEO);
        world.tracker.forget(JULIET);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        assertThat(world.tracker.status(ROMEO)).isEqualTo(PhoneStatus.RINGING);
        world.settle();
        assertThat(world.ended).extracting(CallRecord::legs).containsExactly(List.of());

        talking.hangsUp("j", "");
        calling.cancelled(List.of());
        world.settle();
        assertThat(world.ended).hasSize(2);
        assertThat(world.ended.get(1).legs())
                .extracting(CallRecord.LegRecord::user)
                .containsExactly(ROMEO);
        assertThat(world.tracker.busy()).isEmpty();
    }
}
