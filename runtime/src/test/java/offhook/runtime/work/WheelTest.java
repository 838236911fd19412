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

    private final Wheel<Named> wheel = new Wheel<>(8);
    private final List<String> fired = new ArrayList<>();

    private static final class Named extends Wheel.Spoke {

        private final String name;

        Named(String name, long due) {
            super(due);
            this.name = name;
        }
    }

    private Named add(String name, long due) {
        var named = new Named(name, due);
        wheel.add(named);
        return named;
    }

    private void advance(long to) {
        wheel.advance(to, named -> fired.add(named.name));
    }

    @Test
    void firesWhatIsDueAlsoAfterSeveralRounds() {
        add("after three rounds", 27);
        add("same slot", 3);
        assertThat(wheel.next()).isEqualTo(3);
        advance(26);
        assertThat(fired).containsExactly("same slot");
        advance(27);
        assertThat(fired).containsExactly("same slot", "after three rounds");
        assertThat(wheel.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsOverdueFiresWithTheNextTick() {
        advance(100);
        add("overdue", 5);
        assertThat(wheel.next()).isEqualTo(101);
        advance(101);
        assertThat(fired).containsExactly("overdue");
    }

    @Test
    void cancellingTwiceOrTooLateIsNoError() {
        var early = add("early", 1);
        var never = add("never", 2);
        wheel.cancel(new Named("never added", 1));
        wheel.cancel(never);
        wheel.cancel(never);
        advance(9);
        wheel.cancel(early);
        assertThat(fired).containsExactly("early");
        assertThat(wheel.size()).isZero();
    }

    @Property(tries = 200)
    void firesEachOnceInOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 50) Integer> dues,
            @ForAll @IntRange(min = 1, max = 17) int stride) {
        var out = new ArrayList<Integer>();
        var some = new Wheel<Named>(8);
        dues.forEach(due -> some.add(new Named(due.toString(), due)));
        for (var tick = 0; tick <= 60; tick += stride) {
            some.advance(tick, named -> out.add(Integer.valueOf(named.name)));
            var now = tick;
            assertThat(out)
                    .hasSize((int) dues.stream().filter(due -> due <= now).count());
        }
        some.advance(60, named -> out.add(Integer.valueOf(named.name)));
        assertThat(out)
                .isEqualTo(dues.stream().sorted(Comparator.naturalOrder()).toList());
    }
}
