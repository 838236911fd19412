package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.AT;
import static offhook.gateway.notify.Calls.JULIET;
import static offhook.gateway.notify.Calls.NURSE;
import static offhook.gateway.notify.Calls.call;
import static offhook.gateway.notify.Calls.leg;
import static offhook.gateway.notify.Calls.romeo;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.gateway.notify.AtVoicemail.Fate;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.call.CallRow;
import offhook.sip.call.Caller;
import offhook.sip.call.Invites;
import offhook.sip.call.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of missed calls, row by row: which outcome is an alert. */
class MissedCallsTest {

    @ParameterizedTest
    @CsvSource({
        "ANSWERED, false",
        "ANSWERED_ELSEWHERE, false",
        "CALLER_HUNG_UP, true",
        "RANG_OUT, true",
        "TO_VOICEMAIL, true",
        "DIVERTED, false",
        "BUSY, true",
        "DECLINED, false",
        "UNREACHABLE, true",
        "SIGNALLING_FAILURE, false",
        "IGNORED, false",
        "CUT_BY_RESTART, true"
    })
    void anAlertOnlyWhereItIsTrue(Outcome outcome, boolean alert) {
        var alerts = MissedCalls.alerts(call("balcony-1", romeo(), AT, outcome), Calls.config());
        assertThat(alerts).hasSize(alert ? 1 : 0).allSatisfy(missed -> {
            assertThat(missed.user()).isEqualTo(JULIET);
            assertThat(missed.event()).isEqualTo("balcony-1");
            assertThat(missed.tag()).isEqualTo("tag-balcony-1");
            assertThat(missed.at()).isEqualTo(AT);
            assertThat(missed.outcome()).isEqualTo(outcome);
        });
    }

    @Test
    void everyOutcomeIsDecided() {
        assertThat(EnumSet.allOf(Outcome.class)).hasSize(12);
    }

    @Test
    void declinedCallsAreToldWhereThatIsWanted() {
        var call = call("balcony-1", romeo(), AT, Outcome.DECLINED);
        assertThat(MissedCalls.alerts(call, Calls.config("declined = true"))).hasSize(1);
    }

    @Test
    void aRingGroupThatNobodyAnsweredTellsEachMemberOnce() {
        var call = call("g-1", romeo(), AT, leg(JULIET, Outcome.RANG_OUT), leg(NURSE, Outcome.UNREACHABLE));
        assertThat(MissedCalls.alerts(call, Calls.config()))
                .extracting(MissedCall::user)
                .containsExactly(JULIET, NURSE);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatSomebodyAnsweredNobodyMissed(Outcome others) {
        var call = call("g-2", romeo(), AT, leg(JULIET, others), leg(NURSE, Outcome.ANSWERED));
        assertThat(MissedCalls.alerts(call, Calls.config())).isEmpty();
    }

    @Test
    void nobodyMissesTheirOwnCall() {
        var juliet = new Caller(
                new DisplayName("Juliet"), SipUri.parse("sip:juliet@capulet.example"), Optional.of(JULIET), false);
        var call = call("g-3", juliet, AT, leg(JULIET, Outcome.RANG_OUT), leg(NURSE, Outcome.RANG_OUT));
        assertThat(MissedCalls.alerts(call, Calls.config()))
                .extracting(MissedCall::user)
                .containsExactly(NURSE);
    }

    @Test
    void theIdTellsEventsAndPeopleApartAndNothingElse() {
        var first = MissedCalls.alerts(call("a", romeo(), AT, Outcome.RANG_OUT), Calls.config())
                .get(0);
        var replayed = MissedCalls.alerts(call("a", Calls.tybalt(), AT.plusSeconds(9), Outcome.BUSY), Calls.config())
                .get(0);
        var other = MissedCalls.alerts(call("b", romeo(), AT, Outcome.RANG_OUT), Calls.config())
                .get(0);
        var nurses = new MissedCall(
                new UserId("nurse"), first.event(), first.tag(), first.caller(), AT, first.rang(), first.outcome());
        assertThat(first.id()).matches("mc-[0-9a-f]{24}").isEqualTo(replayed.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(nurses.id()).isNotEqualTo(first.id());
    }

    @Test
    void whoeverExplainsSaysWhy() {
        var database = TestDatabases.sqlite();
        try (database) {
            var world = NotifyWorld.on(database);
            var romeo = new Caller(
                    new DisplayName("Romeo"),
                    SipUri.parse("sip:romeo@capulet.example"),
                    Optional.of(Calls.ROMEO_THERE),
                    false);
            assertThat(world.missedCalls.reason(JULIET, romeo, Outcome.RANG_OUT))
                    .isEqualTo("missed: it rang until the end and they did not answer");
            assertThat(world.missedCalls.reason(JULIET, romeo, Outcome.DECLINED))
                    .isEqualTo("not missed: they declined ([missed_calls] declined = false)");
            assertThat(world.missedCalls.reason(Calls.ROMEO_THERE, romeo, Outcome.BUSY))
                    .isEqualTo("not missed: they called themselves");
            world.blocked.add(Jid.parse("romeo@capulet.example"));
            assertThat(world.missedCalls.reason(JULIET, romeo, Outcome.RANG_OUT))
                    .isEqualTo(
                            "missed: it rang until the end and they did not answer; no alert, they block the caller");
            world.ends(call("b-1", romeo, AT, Outcome.RANG_OUT));
            assertThat(world.notifier.waiting()).isZero();
        }
    }

    private static CallRow row(String call, CallRow.LegRow... legs) {
        var invite = Invites.invite(call, "t1", romeo(), "600", AT);
        return new CallRow(invite, call, "t1", Optional.empty(), Optional.empty(), List.of(legs));
    }

    private static CallRow.LegRow ended(UserId user, Outcome outcome) {
        return new CallRow.LegRow(user, Optional.of(outcome), Duration.ofSeconds(5));
    }

    /** Of a ring group nobody is said to have missed what another member took, or what the caller left as a voicemail. */
    @Test
    void whatIsSettledForAll() {
        var database = TestDatabases.sqlite();
        try (database) {
            var world = NotifyWorld.on(database);
            var taken = row("g-1", ended(JULIET, Outcome.RANG_OUT), ended(NURSE, Outcome.ANSWERED));
            var served = row("g-2", ended(JULIET, Outcome.TO_VOICEMAIL), ended(NURSE, Outcome.RANG_OUT));
            world.voicemails = (call, tx) -> call.equals("g-2") ? Fate.LEFT : Fate.NO_ROOM;
            assertThat(settled(database, world, taken)).contains("not missed: somebody else answered");
            assertThat(settled(database, world, served))
                    .contains("not missed: the caller left a voicemail, which is told in its stead");
            assertThat(settled(database, world, row("g-3", ended(JULIET, Outcome.TO_VOICEMAIL))))
                    .isEmpty();
        }
    }

    private static Optional<String> settled(Database database, NotifyWorld world, CallRow row) {
        return database.read(handle -> world.missedCalls.settled(List.of(row), handle));
    }

    /** The id of the alert to Juliet of a call. */
    static String id(String call) {
        return MissedCalls.alerts(call(call, romeo(), AT, Outcome.RANG_OUT), Calls.config())
                .get(0)
                .id();
    }
}
