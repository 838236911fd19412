package offhook.sip.call;

import static offhook.sip.call.Invites.fromPeer;
import static offhook.sip.call.Invites.group;
import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.NURSE;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static offhook.sip.call.TrackedWorld.caller;
import static offhook.sip.call.TrackedWorld.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.sip.message.Reason;
import org.junit.jupiter.api.Test;

/** One logical call, and several of one person. */
class CallTrackerTest extends TrackedScene {

    @Test
    void aCallFromOnePersonToAnother() {
        var call = world.tracker.begin(world.invite("1", caller(ROMEO), JULIET));
        call.rings(JULIET);
        world.time.passSeconds(3);
        call.answers(by(JULIET), "a", false);
        assertThat(world.tracker.busy())
                .containsOnly(Map.entry(ROMEO, PhoneStatus.ON_THE_PHONE), Map.entry(JULIET, PhoneStatus.ON_THE_PHONE));
        world.time.passSeconds(60);
        call.hangsUp("a", "");
        assertThat(world.told)
                .containsExactly(
                        "romeo DIALING",
                        "juliet RINGING",
                        "juliet ON_THE_PHONE",
                        "romeo ON_THE_PHONE",
                        "juliet IDLE",
                        "romeo IDLE");
        assertThat(world.ended).isEmpty();
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(world.ended.get(0).answeredBy()).contains(JULIET);
        assertThat(world.tracker.size()).isZero();
        assertThat(world.time.timers()).isZero();
    }

    @Test
    void theCallerHangsUp() {
        var call = ringing("1");
        call.cancelled(List.of());
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        call.refused(487);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(world.ended.get(0).legs().get(0).rang()).isEqualTo(Duration.ofSeconds(7));
        assertThat(world.ended.get(0).arrived()).isEqualTo(world.time.instant().minusSeconds(9));
    }

    @Test
    void aCancelSaysThatTheCallWasTakenElsewhere() {
        ringing("1").cancelled(List.of(Reason.COMPLETED_ELSEWHERE));
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
    }

    @Test
    void busyMeansOnAnotherCall() {
        var first = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        first.answers(by(JULIET), "a", false);
        var second = world.tracker.begin(world.invite("2", stranger("2"), JULIET));
        second.refuses(JULIET, 486);
        second.refused(486);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.BUSY);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
    }

    @Test
    void theCallerIsTheCallee() {
        world.tracker.begin(world.invite("1", caller(JULIET), JULIET)).refused(486);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.IGNORED);
    }

    @Test
    void twoOverlappingCallsEndAtIdleOnlyTogether() {
        var one = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        var two = world.tracker.begin(world.invite("2", stranger("2"), JULIET));
        one.answers(by(JULIET), "a", false);
        one.media(Optional.of(true), Optional.of(false));
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.HOLD);
        two.answers(by(JULIET), "b", false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        two.hangsUp("b", "");
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.HOLD);
        one.hangsUp("a", "");
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
    }

    @Test
    void anOfferInTheAnswerIsAnsweredInTheAck() {
        var call = ringing("1");
        call.answers(by(JULIET), "a", false);
        call.media(Optional.empty(), Optional.of(true));
        call.mediaInAck(false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.HOLD);
        call.media(Optional.empty(), Optional.of(false));
        call.mediaInAck(false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        call.media(Optional.empty(), Optional.empty());
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
    }

    @Test
    void aRetransmittedAnswerAfterTheByeDoesNotBringTheCallBack() {
        var call = ringing("1");
        call.answers(by(JULIET), "a", false);
        call.hangsUp("a", "");
        call.answers(by(JULIET), "a", false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
    }

    @Test
    void anAnswerThatCrossesTheCancelCounts() {
        var call = ringing("1");
        call.cancelled(List.of());
        world.time.passSeconds(1);
        call.answers(by(JULIET), "a", false);
        world.time.passSeconds(5);
        call.hangsUp("a", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void whatComesAfterTheDecisionChangesNothing() {
        var call = ringing("1");
        call.cancelled(List.of());
        world.settle();
        call.answers(by(JULIET), "a", false);
        assertThat(call.refused(487)).isCompleted();
        world.time.passSeconds(60);
        assertThat(world.ended).hasSize(1);
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void aServiceIsNotOnThePhone() {
        var call = world.tracker.begin(world.invite("1", caller(JULIET)));
        call.answers(Optional.empty(), "vm", true);
        assertThat(world.told).containsExactly("juliet DIALING", "juliet IDLE");
        call.hangsUp("vm", "");
        world.settle();
        assertThat(world.ended).hasSize(1);
    }

    @Test
    void aRingGroupEndsForAllWhenOneAnswers() {
        var call = world.tracker.begin(group(world.invite("1", stranger("1"), JULIET, ROMEO, NURSE), "600"));
        call.rings(JULIET);
        call.refuses(NURSE, 480);
        call.rings(ROMEO);
        call.answers(by(ROMEO), "r", false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        call.hangsUp("r", "");
        world.settle();
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.ANSWERED);
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.outcome(NURSE)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.ended.get(0).ringGroup()).contains("600");
    }

    @Test
    void theMembersOfARingGroupComeInTheirOrder() {
        var members =
                Stream.of("g", "c", "f", "a", "e", "b", "d").map(UserId::new).toArray(UserId[]::new);
        var call = world.tracker.begin(group(world.invite("1", stranger("1"), members), "600"));
        Stream.of(members).forEach(call::rings);
        world.told.clear();
        call.cancelled(List.of());
        assertThat(world.told).containsExactly("g IDLE", "c IDLE", "f IDLE", "a IDLE", "e IDLE", "b IDLE", "d IDLE");
    }

    @Test
    void aRingGroupOfThePbxIsOneCall() {
        var juliet = world.tracker.begin(fromPeer(world.invite("1", stranger("1"), JULIET)));
        var romeo = world.tracker.begin(fromPeer(world.invite("2", stranger("1"), ROMEO)));
        juliet.rings(JULIET);
        romeo.rings(ROMEO);
        romeo.answers(by(ROMEO), "r", false);
        juliet.cancelled(List.of());
        world.time.passSeconds(60);
        assertThat(world.ended).isEmpty();
        romeo.hangsUp("r", "");
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.ANSWERED);
        assertThat(world.ended.get(0).id()).isEqualTo("1");
    }

    @Test
    void aSiblingThatRangOutByItsReasonIsNoticed() {
        var juliet = world.tracker.begin(fromPeer(world.invite("1", stranger("1"), JULIET)));
        juliet.rings(JULIET);
        juliet.cancelled(List.of(Reason.parse("Q.850;cause=19")));
        var romeo = world.tracker.begin(fromPeer(world.invite("2", stranger("1"), ROMEO)));
        romeo.answers(by(ROMEO), "r", false);
        romeo.hangsUp("r", "");
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.RANG_OUT);
    }

    @Test
    void strangersWhoHideTheirNumberAreNotOneCaller() {
        var hidden =
                new Caller(stranger("anonymous").name(), stranger("anonymous").address(), Optional.empty(), true);
        world.tracker.begin(fromPeer(world.invite("1", hidden, JULIET))).refused(480);
        world.tracker.begin(fromPeer(world.invite("2", hidden, ROMEO))).refused(480);
        world.settle();
        assertThat(world.ended).hasSize(2);
    }
}
