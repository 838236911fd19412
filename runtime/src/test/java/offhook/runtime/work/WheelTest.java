package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WheelTest {

    private final Wheel<String> wheel = new Wheel<>(8);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesWhatIsDueAlsoAfterSeveralRounds() {
        wheel.add("after three rounds", 27);
        wheel.add("same slot", 3);
        assertThat(wheel.next()).isEqualTo(3);
        wheel.advance(26, fired::add);
        assertThat(fired).containsExactly("same slot");
        wheel.advance(27, fired::add);
        assertThat(fired).containsExactly("same slot", "after three rounds");
        assertThat(wheel.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsOverdueFiresWithTheNextTick() {
        wheel.advance(100, fired::add);
        wheel.add("overdue", 5);
        assertThat(wheel.next()).isEqualTo(101);
        wheel.advance(101, fired::add);
        assertThat(fired).containsExactly("overdue");
    }

    @Test
    void cancellingTwiceOrTooLateIsNoError() {
        var early = wheel.add("early", 1);
        var never = wheel.add("never", 2);
        wheel.cancel(never);
        wheel.cancel(never);
        wheel.advance(9, fired::add);
        wheel.cancel(early);
        assertThat(fired).containsExactly("early");
        assertThat(wheel.size()).isZero();
    }

    @Property(tries = 200)
    void firesEachOnceInOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 50) Integer> dues,
            @ForAll @IntRange(min = 1, max = 17) int stride) {
        var some = new Wheel<Integer>(8);
        var out = new ArrayList<Integer>();
        dues.forEach(due -> some.add(due, due));
        for (var tick = 0; tick <= 60; tick += stride) {
            some.advance(tick, out::add);
            var now = tick;
            assertThat(out)
                    .hasSize((int) dues.stream().filter(due -> due <= now).count());
        }
        some.advance(60, out::add);
        assertThat(out)
                .isEqualTo(dues.stream().sorted(Comparator.naturalOrder()).toList());
    }
}
