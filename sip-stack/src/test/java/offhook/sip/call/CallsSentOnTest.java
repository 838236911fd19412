package offhook.sip.call;

import static offhook.sip.call.Invites.divertedFrom;
import static offhook.sip.call.Invites.fromPeer;
import static offhook.sip.call.Invites.replacing;
import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.NURSE;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static offhook.sip.call.TrackedWorld.caller;
import static offhook.sip.call.TrackedWorld.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import offhook.sip.message.Reason;
import org.junit.jupiter.api.Test;

/** Calls that go elsewhere: consulted, transferred, picked up, sent on. */
class CallsSentOnTest extends TrackedScene {

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
        var voicemail = world.tracker.begin(divertedFrom(fromPeer(world.invite("2", stranger("1"))), JULIET));
        voicemail.answers(Optional.empty(), "vm", true);
        world.time.passSeconds(20);
        voicemail.hangsUp("vm", "");
        world.settle();
        assertThat(world.outcome()).isEqualTo(Outcome.TO_VOICEMAIL);
    }
}
