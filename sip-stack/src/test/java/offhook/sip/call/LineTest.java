package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import org.junit.jupiter.api.Test;

/** RFC 4235 §3.7.1: what shows of each state of a leg. */
class LineTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration RANG = Duration.ofSeconds(3);

    private static Invite invite(boolean withheld) {
        var caller =
                new Caller(new DisplayName("Romeo"), SipUri.of("romeo", "capulet.example"), Optional.empty(), withheld);
        return Invites.invite("balcony", "r", caller, "201", NOON, new UserId("juliet"));
    }

    private static Optional<Line.State> called(Leg leg) {
        return Line.of(invite(false), leg, false, "capulet.example").map(Line::state);
    }

    @Test
    void whatRingsIsEarly() {
        assertThat(called(new Leg.Trying(Optional.empty()))).isEmpty();
        assertThat(called(new Leg.Ringing(NOON))).contains(Line.State.EARLY);
        assertThat(Line.of(invite(false), new Leg.Dialing(), true, "capulet.example")
                        .map(Line::state))
                .contains(Line.State.EARLY);
    }

    @Test
    void whatIsAnsweredIsConfirmed() {
        assertThat(called(new Leg.Talking(RANG, Set.of("j"), false))).contains(Line.State.CONFIRMED);
        var held = Line.of(invite(false), new Leg.Talking(RANG, Set.of("j"), true), false, "capulet.example");
        assertThat(held.orElseThrow().held()).isTrue();
        assertThat(called(new Leg.Unconfirmed(RANG))).isEmpty();
    }

    @Test
    void whatHasShownShowsItsEnd() {
        assertThat(called(new Leg.Over(Outcome.CALLER_HUNG_UP, RANG))).contains(Line.State.TERMINATED);
        assertThat(called(new Leg.Over(Outcome.ANSWERED, Duration.ZERO))).contains(Line.State.TERMINATED);
        assertThat(called(new Leg.Served(RANG, Set.of("vm")))).contains(Line.State.TERMINATED);
        assertThat(called(new Leg.Diverted(Optional.of(NOON)))).contains(Line.State.TERMINATED);
        assertThat(called(new Leg.Over(Outcome.UNREACHABLE, Duration.ZERO))).isEmpty();
        assertThat(called(new Leg.Served(Duration.ZERO, Set.of("vm")))).isEmpty();
        assertThat(called(new Leg.Diverted(Optional.empty()))).isEmpty();
    }

    @Test
    void theOtherEnd() {
        var caller = Line.of(invite(false), new Leg.Ringing(NOON), false, "capulet.example")
                .orElseThrow();
        assertThat(caller.other().orElseThrow().address()).hasToString("sip:romeo@capulet.example");
        var called = Line.of(invite(false), new Leg.Dialing(), true, "capulet.example")
                .orElseThrow();
        assertThat(called.other().orElseThrow().address()).hasToString("sip:201@capulet.example");
        assertThat(Line.of(invite(true), new Leg.Ringing(NOON), false, "capulet.example")
                        .orElseThrow()
                        .other())
                .isEmpty();
    }

    @Test
    void whatOthersCarryShowsToo() {
        var leg = new OutsideLeg(
                "leg-1",
                "call-1",
                Optional.empty(),
                Optional.of(new UserId("juliet")),
                false,
                OutsideLeg.State.HELD,
                invite(false).caller(),
                "201",
                NOON);
        var line = Line.of(leg, PhoneStatus.HOLD);
        assertThat(line.state()).isEqualTo(Line.State.CONFIRMED);
        assertThat(line.held()).isTrue();
        assertThat(Line.of(leg, PhoneStatus.RINGING).state()).isEqualTo(Line.State.EARLY);
    }
}
