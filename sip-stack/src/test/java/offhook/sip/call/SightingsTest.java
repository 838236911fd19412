package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.sip.call.OutsideLeg.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same call seen by two sources, or by one and by our own proxy, counts once. */
class SightingsTest {

    private final TrackedWorld world = new TrackedWorld();
    private final Reporter ami = world.tracker.outside().reporter("ami");
    private final Reporter esl = world.tracker.outside().reporter("esl");

    private OutsideLeg leg(String id, UserId user, String number, Optional<String> callId) {
        return new OutsideLeg(
                id,
                "call-" + id,
                callId,
                Optional.of(user),
                false,
                State.RINGING,
                TrackedWorld.stranger(number),
                "201",
                world.time.instant());
    }

    private OutsideLeg juliets(String id) {
        return leg(id, JULIET, "15550123", Optional.empty());
    }

    private Call proxied(String number) {
        var call = world.tracker.begin(world.invite("sip-1", TrackedWorld.stranger(number), JULIET));
        call.rings(JULIET);
        return call;
    }

    @Test
    void theProxysRecordTellsOfACallThatASourceSeesToo() {
        var call = proxied("+15550123");
        world.time.passSeconds(1);
        ami.sees(juliets("a"));
        ami.over("a", Optional.of(Outcome.CALLER_HUNG_UP));
        call.cancelled(List.of());
        call.refused(487);
        world.time.passSeconds(10);
        assertThat(world.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(world.ended.get(0).id()).isEqualTo("sip-1");
    }

    @Test
    void alsoIfTheSourceIsLate() {
        var call = proxied("+15550123");
        ami.sees(juliets("a"));
        call.cancelled(List.of());
        call.refused(487);
        ami.sees(juliets("a").in(State.RINGING));
        world.time.passSeconds(1);
        ami.over("a", Optional.of(Outcome.CALLER_HUNG_UP));
        world.time.passSeconds(10);
        assertThat(world.ended).hasSize(1);
    }

    /** The source has told how it went, and a second later it comes to us: one call to the person, by its start. */
    @Test
    void whatASourceHasToldIsNotToldAgainByTheProxy() {
        ami.sees(juliets("a"));
        ami.over("a", Optional.of(Outcome.CALLER_HUNG_UP));
        world.time.pass(Duration.ofMillis(2500));
        var call = proxied("+15550123");
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.RINGING);
        call.cancelled(List.of());
        call.refused(487);
        world.time.passSeconds(300);
        assertThat(world.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(world.ended.get(0).id()).isEqualTo("call-a");
        assertThat(world.store.open).isEmpty();
        assertThat(world.tracker.log().calls()).isOne();
        assertThat(world.time.timers()).isZero();
    }

    /** A ring group: the source saw one of its members, the other's phone is ours. */
    @Test
    void whoeverTheSourceDidNotTellOfIsToldOf() {
        ami.sees(juliets("a"));
        ami.over("a", Optional.of(Outcome.CALLER_HUNG_UP));
        world.time.pass(Duration.ofMillis(2500));
        var call = world.tracker.begin(world.invite("sip-1", TrackedWorld.stranger("+15550123"), JULIET, ROMEO));
        call.cancelled(List.of());
        call.refused(487);
        world.settle();
        assertThat(world.ended)
                .extracting(record ->
                        record.legs().stream().map(CallRecord.LegRecord::user).toList())
                .containsExactly(List.of(JULIET), List.of(ROMEO));
    }

    /** The PBX rings a phone of its own and one of ours; the first is picked up, and the CANCEL does not say why. */
    @Test
    void aDeskPhoneThatTookTheCallIsNotMissedAtOurs() {
        var call = proxied("15550123");
        var desk = juliets("a");
        ami.sees(desk);
        ami.sees(desk.in(State.TALKING));
        call.cancelled(List.of());
        call.refused(487);
        world.time.passSeconds(10);
        assertThat(world.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(world.tracker.status(JULIET)).isEqualTo(PhoneStatus.ON_THE_PHONE);
        ami.over("a", Optional.of(Outcome.CALLER_HUNG_UP));
        world.time.passSeconds(10);
        assertThat(world.ended).hasSize(1);
        assertThat(world.tracker.busy()).isEmpty();
    }

    /** Our phone is not there, the one of the PBX rings on: it is too early to say that nobody could be reached. */
    @Test
    void aCallIsDecidedWhenTheLastPhoneIsQuiet() {
        var call = world.tracker.begin(world.invite("sip-1", TrackedWorld.stranger("15550123"), JULIET));
        ami.sees(juliets("a"));
        call.refuses(JULIET, 480);
        call.refused(480);
        world.time.passSeconds(15);
        assertThat(world.ended).isEmpty();
        ami.over("a", Optional.of(Outcome.RANG_OUT));
        world.time.passSeconds(4);
        assertThat(world.outcome()).isEqualTo(Outcome.RANG_OUT);
        assertThat(world.ended.get(0).legs().get(0).rang()).hasSeconds(15);
        world.time.passSeconds(300);
        assertThat(world.ended).hasSize(1);
        assertThat(world.time.timers()).isZero();
    }

    @Test
    void twoSourcesTellOfOneCallOnce() {
        ami.sees(juliets("a"));
        world.time.passSeconds(2);
        esl.sees(juliets("b"));
        ami.over("a", Optional.of(Outcome.RANG_OUT));
        world.time.passSeconds(5);
        esl.over("b", Optional.of(Outcome.RANG_OUT));
        world.time.passSeconds(5);
        assertThat(world.ended).hasSize(1);
        assertThat(world.told).containsExactly("juliet RINGING", "juliet IDLE");
    }

    @Test
    void anotherNumberAnotherPersonOrAnotherTimeIsAnotherCall() {
        ami.sees(juliets("a"));
        esl.sees(leg("b", JULIET, "15550199", Optional.empty()));
        esl.sees(leg("c", ROMEO, "15550123", Optional.empty()));
        world.time.passSeconds(4);
        esl.sees(juliets("d"));
        ami.over("a", Optional.of(Outcome.RANG_OUT));
        List.of("b", "c", "d").forEach(id -> esl.over(id, Optional.of(Outcome.RANG_OUT)));
        world.settle();
        assertThat(world.ended).hasSize(4);
    }

    @Test
    void theSameCallIdIsTheSameCallWhateverTheNumber() {
        ami.sees(leg("a", JULIET, "15550123", Optional.of("sip-call-1")));
        world.time.passSeconds(10);
        esl.sees(leg("b", JULIET, "203", Optional.of("sip-call-1")));
        ami.over("a", Optional.of(Outcome.RANG_OUT));
        esl.over("b", Optional.of(Outcome.RANG_OUT));
        world.settle();
        assertThat(world.ended).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "+15550123, 15550123, true",
        "0015550123, +15550123, true",
        "5550123, +15550123, true",
        "03012345678, +493012345678, true",
        "202, 202, true",
        "202, 1202, false",
        "+15550123, +15550124, false",
        "romeo, romeo, true",
        "romeo, juliet, false"
    })
    void numbersAreTheSameInWhateverPrefix(String one, String other, boolean same) {
        assertThat(TrackedWorld.stranger(one).isSame(TrackedWorld.stranger(other)))
                .isEqualTo(same);
    }

    @Test
    void whoIsBehindANumber() {
        var people = TestPeople.ofVerona();
        assertThat(Caller.of(people, "202", "Somebody", "10.0.0.5").user()).contains(ROMEO);
        assertThat(Caller.of(people, "202", "Somebody", "10.0.0.5").name()).hasToString("Romeo Montague");
        var stranger = Caller.of(people, "15550123", "Mercutio", "10.0.0.5");
        assertThat(stranger.address()).hasToString("sip:15550123@10.0.0.5");
        assertThat(stranger.name()).hasToString("Mercutio");
        assertThat(Caller.of(people, "15550123", "<unknown>", "10.0.0.5").name().value())
                .isEmpty();
        for (var nobody : List.of("", "<unknown>", "Anonymous", "\u0000")) {
            assertThat(Caller.of(people, nobody, "Mercutio", "10.0.0.5")).isEqualTo(Caller.UNKNOWN);
        }
        assertThat(Caller.UNKNOWN.isSame(Caller.UNKNOWN)).isTrue();
        assertThat(Caller.UNKNOWN.isSame(stranger)).isFalse();
    }
}
