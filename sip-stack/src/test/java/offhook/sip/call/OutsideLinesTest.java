package offhook.sip.call;

import static offhook.sip.call.TrackedWorld.JULIET;
import static offhook.sip.call.TrackedWorld.ROMEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.OutsideLeg.State;
import org.junit.jupiter.api.Test;

/** What shows on the lamps of phones at a PBX that we watch, alone and in groups. */
class OutsideLinesTest {

    private static final Caller STRANGER = TrackedWorld.stranger("+15550123");

    private final TrackedWorld world = new TrackedWorld();
    private final Reporter lamps = world.tracker.outside().reporter("dialog-info");
    private final Reporter shadow = world.tracker.outside().reporter("shadow");

    private OutsideLeg leg(String id, String callId, UserId user, State state) {
        return new OutsideLeg(
                id,
                callId,
                Optional.of(callId),
                Optional.of(user),
                false,
                state,
                STRANGER,
                "600",
                world.time.instant());
    }

    private List<String> lines(UserId user) {
        return world.tracker.lines(user, "capulet.example").stream()
                .map(line -> line.callId() + " " + line.state() + (line.held() ? " held" : ""))
                .toList();
    }

    @Test
    void aRingGroupRingsAndOneTakesIt() {
        var told = new ArrayList<UserId>();
        world.tracker.watch(told::add);
        var juliets = leg("j", "group-1", JULIET, State.RINGING);
        var romeos = leg("r", "group-1", ROMEO, State.RINGING);
        lamps.now(JULIET, List.of(juliets));
        lamps.now(ROMEO, List.of(romeos));
        assertThat(lines(JULIET)).containsExactly("group-1 EARLY");
        assertThat(lines(ROMEO)).containsExactly("group-1 EARLY");
        lamps.now(ROMEO, List.of(romeos.in(State.TALKING)));
        lamps.now(JULIET, List.of());
        assertThat(lines(JULIET)).isEmpty();
        assertThat(lines(ROMEO)).containsExactly("group-1 CONFIRMED");
        lamps.now(ROMEO, List.of(romeos.in(State.HELD)));
        assertThat(lines(ROMEO)).containsExactly("group-1 CONFIRMED held");
        assertThat(told).contains(JULIET, ROMEO);
    }

    /** What has come first stands first, whatever becomes of it. */
    @Test
    void twoCallsOfOnePerson() {
        var first = leg("a", "first", JULIET, State.TALKING);
        var second = leg("b", "second", JULIET, State.RINGING);
        lamps.now(JULIET, List.of(first));
        world.time.passSeconds(10);
        lamps.now(JULIET, List.of(first, second));
        lamps.now(JULIET, List.of(first.in(State.HELD), second.in(State.TALKING)));
        assertThat(lines(JULIET)).containsExactly("first CONFIRMED held", "second CONFIRMED");
        lamps.now(JULIET, List.of(second.in(State.TALKING)));
        assertThat(lines(JULIET)).containsExactly("second CONFIRMED");
    }

    @Test
    void whatTwoSourcesSeeShowsOnce() {
        shadow.sees(leg("s", "call-1", JULIET, State.RINGING));
        assertThat(lines(JULIET)).containsExactly("call-1 EARLY");
        lamps.now(JULIET, List.of(leg("l", "call-1", JULIET, State.RINGING)));
        assertThat(lines(JULIET)).containsExactly("call-1 EARLY");
        lamps.now(JULIET, List.of(leg("l", "call-1", JULIET, State.TALKING)));
        assertThat(lines(JULIET)).containsExactly("call-1 CONFIRMED");
        shadow.over("s", Optional.of(Outcome.ANSWERED_ELSEWHERE));
        assertThat(lines(JULIET)).containsExactly("call-1 CONFIRMED");
    }

    @Test
    void whatWeCarryShowsOnce() {
        var call = world.tracker.begin(world.invite("call-1", STRANGER, JULIET));
        shadow.sees(leg("s", "call-1", JULIET, State.RINGING));
        call.rings(JULIET);
        assertThat(lines(JULIET)).containsExactly("call-1 EARLY");
    }

    /** A PBX restarts: what nobody tells of any more shows no longer. */
    @Test
    void aSourceIsLost() {
        lamps.up();
        lamps.now(JULIET, List.of(leg("l", "call-1", JULIET, State.TALKING)));
        lamps.down();
        world.time.passSeconds(59);
        assertThat(lines(JULIET)).hasSize(1);
        world.time.passSeconds(2);
        assertThat(lines(JULIET)).isEmpty();
    }

    /** A call of the same number, later: another one. */
    @Test
    void anotherCallOfTheSameCallerIsAnother() {
        shadow.sees(leg("s", "call-1", JULIET, State.RINGING));
        world.time.passSeconds(10);
        lamps.now(JULIET, List.of(leg("l", "call-2", JULIET, State.RINGING)));
        assertThat(lines(JULIET)).containsExactly("call-1 EARLY", "call-2 EARLY");
    }
}
