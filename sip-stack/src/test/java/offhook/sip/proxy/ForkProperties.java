package offhook.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However phones and callers behave: RFC 3261 §16.7 holds, and nothing is left behind. */
class ForkProperties {

    @Provide
    Arbitrary<List<ForkWorld.Habit>> habits() {
        var seconds = Arbitraries.integers().between(0, 40);
        var beforeTimerB = Arbitraries.integers().between(0, 30);
        var finals = Arbitraries.of(0, 200, 200, 302, 404, 408, 480, 486, 487, 503, 603);
        return Combinators.combine(
                        Arbitraries.of(0, 100, 180, 181, 183),
                        beforeTimerB,
                        finals,
                        seconds,
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(0, 2))
                .as(ForkWorld.Habit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 1000)
    void everyCallComesToAnEnd(
            @ForAll("habits") List<ForkWorld.Habit> habits, @ForAll @IntRange(min = -20, max = 50) int hangsUpAfter) {
        comesToAnEnd(new ForkWorld(habits, hangsUpAfter));
    }

    /** The same where voicemail gives the phones less time than they would take. */
    @Property(tries = 500)
    void everyCallComesToAnEndInTime(
            @ForAll("habits") List<ForkWorld.Habit> habits,
            @ForAll @IntRange(min = -20, max = 50) int hangsUpAfter,
            @ForAll @IntRange(min = 1, max = 30) int patience) {
        comesToAnEnd(new ForkWorld(habits, hangsUpAfter, patience));
    }

    private static void comesToAnEnd(ForkWorld world) {
        world.play();
        assertThat(world.finals().stream().filter(status -> status >= 300).count())
                .as("one refusal at most, %s", world.finals())
                .isLessThanOrEqualTo(1);
        assertThat(world.finals().stream().map(status -> status / 100).distinct())
                .as("either answered or refused, %s", world.finals())
                .hasSize(1);
        assertThat(world.stillRinging()).as("phones that nobody told to stop").isEmpty();
        assertThat(world.ended).hasSize(1);
        assertThat(world.core().forwarding()).isZero();
        assertThat(world.tracker.size()).isZero();
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.transactions()).isZero();
        assertThat(world.sip.time().timers()).isZero();
    }
}
