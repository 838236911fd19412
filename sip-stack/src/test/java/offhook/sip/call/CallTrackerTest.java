package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.NURSE;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static offhook.sip.call.TrackedWorld.caller;
import static offhook.sip.call.TrackedWorld.divertedFrom;
import static offhook.sip.call.TrackedWorld.fromPeer;
import static offhook.sip.call.TrackedWorld.group;
import static offhook.sip.call.TrackedWorld.replacing;
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

class CallTrackerTest {

    private final TrackedWorld world = new TrackedWorld();

    private Call ringing(String callId) {
        var call = world.tracker.begin(world.invite(callId, stranger("15550123"), JULIET));
        call.rings(JULIET);
        world.time.passSeconds(7);
        return call;
    }

    private static Optional<UserId> by(UserId user) {
        return Optional.of(user);
    }

    // One logical call

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

    // Several INVITEs

    @Test
    void aRingGroupEndsForAllWhenOneAnswers() {
        var call = world.tracker.begin(group(world.invite("1", stranger("1"), JULIET, ROMEO, NURSE)));
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
        var call = world.tracker.begin(group(world.invite("1", stranger("1"), members)));
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

    @Test
    void aConsultationIsACallOfItsOwn() {
        var first = world.tracker.begin(fromPeer(world.invite("1", stranger("1"), JULIET)));
        first.answers(by(JULIET), "j", false);
        world.time.passSeconds(30);
        var consultation = world.tracker.begin(fromPeer(world.invite("2", stranger("1"), ROMEO)));
        consultation.rings(ROMEO);
        consultation.cancelled(List.of());
        world.settle();
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.CALLER_HUNG_UP);
    }

    @Test
    void aPhoneThatRedialsBeginsAnotherCall() {
        ringing("1").cancelled(List.of());
        ringing("2").cancelled(List.of());
        world.settle();
        assertThat(world.ended).extracting(CallRecord::id).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aTransferWithReplacesKeepsEverybodyRight() {
        // Romeo talks with Juliet, asks the nurse, and joins the two: the nurse's phone is called by Juliet.
        var first = world.tracker.begin(world.invite("1", caller(ROMEO), JULIET));
        first.answers(by(JULIET), "j", false);
        var consultation = world.tracker.begin(world.invite("2", caller(ROMEO), NURSE));
        consultation.answers(by(NURSE), "n", false);
        world.time.passSeconds(10);
        var transferred = world.tracker.begin(replacing(world.invite("3", caller(JULIET), NURSE), "2"));
        transferred.answers(by(NURSE), "n2", false);
        consultation.hangsUp("n", "");
        first.hangsUp("j", "");
        assertThat(world.tracker.busy()).containsOnlyKeys(JULIET, NURSE).containsValues(PhoneStatus.ON_THE_PHONE);
        transferred.hangsUp("n2", "");
        world.settle();
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.ended).hasSize(2).allSatisfy(call -> assertThat(call.legs())
                .allSatisfy(leg -> assertThat(leg.outcome()).isEqualTo(Outcome.ANSWERED)));
    }

    @Test
    void aCallPickedUpAtAnotherDeskWasTakenElsewhere() {
        var call = world.tracker.begin(world.invite("1", caller(ROMEO), JULIET));
        call.rings(JULIET);
        // RFC 3891 §7.1: the nurse's INVITE replaces the early dialog at the caller, who then cancels Juliet's.
        var pickup = world.tracker.begin(replacing(world.invite("2", caller(NURSE), ROMEO), "1"));
        pickup.answers(by(ROMEO), "r", false);
        call.cancelled(List.of());
        pickup.hangsUp("r", "");
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
    }

    @Test
    void aCallSentOnHasTheOutcomeOfWhereItWasSent() {
        var call = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        call.refuses(JULIET, 302);
        call.refused(302);
        world.time.passSeconds(1);
        // RFC 3261 §8.1.3.4: the caller tries the contact with the same Call-ID and From tag.
        var again = world.tracker.begin(world.invite("1", stranger("1"), ROMEO));
        again.rings(ROMEO);
        again.cancelled(List.of());
        world.settle();
        assertThat(world.outcome(JULIET)).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(world.outcome(ROMEO)).isEqualTo(Outcome.CALLER_HUNG_UP);
    }

    @Test
    void aCallSentOnAndTakenThereIsNoMissedCall() {
        var call = world.tracker.begin(world.invite("1", stranger("1"), JULIET));
        call.diverts(JULIET);
        call.answers(by(JULIET), "somebody", false);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.IDLE);
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.DIVERTED);
    }

    @Test
    void aCallSentToVoicemailByThePbx() {
        var juliet = world.tracker.begin(fromPeer(world.invite("1", stranger("1"), JULIET)));
        juliet.rings(JULIET);
        juliet.cancelled(List.of(Reason.parse("Q.850;cause=19")));
        var voicemail = world.tracker.begin(divertedFrom(world.invite("2", stranger("1")), JULIET));
        voicemail.answers(Optional.empty(), "vm", true);
        world.time.passSeconds(20);
        voicemail.hangsUp("vm", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.TO_VOICEMAIL);
    }

    // Leases

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

    // The database

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
