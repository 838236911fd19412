package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns<String> turns = new Turns<>(2);
    private final List<String> began = new ArrayList<>();

    private boolean take(String key, String name) {
        return turns.take(key, () -> began.add(name));
    }

    @Test
    void oneAfterTheOther() {
        assertThat(take("a", "a1")).isTrue();
        assertThat(take("a", "a2")).isTrue();
        assertThat(take("b", "b1")).isTrue();
        assertThat(began).containsExactly("a1", "b1");
        turns.end("a");
        assertThat(began).containsExactly("a1", "b1", "a2");
        turns.end("a");
        turns.end("b");
        assertThat(turns.size()).isZero();
    }

    @Test
    void onlySoManyWait() {
        take("a", "a1");
        take("a", "a2");
        take("a", "a3");
        assertThat(take("a", "a4")).isFalse();
        turns.end("a");
        assertThat(take("a", "a5")).isTrue();
    }

    /** @param steps 0 to 2 take a turn for that key, 3 to 5 end one */
    @Property(tries = 200)
    void inOrderAndNeverTogether(@ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> steps) {
        var many = new Turns<Integer>(100);
        Map<Integer, List<Integer>> ran = new HashMap<>();
        Map<Integer, Integer> taken = new HashMap<>();
        Map<Integer, Integer> ended = new HashMap<>();
        for (int step : steps) {
            int key = step % 3;
            var order = ran.computeIfAbsent(key, k -> new ArrayList<>());
            if (step < 3) {
                int number = taken.merge(key, 1, Integer::sum);
                many.take(key, () -> order.add(number));
            } else if (ended.getOrDefault(key, 0) < order.size()) {
                ended.merge(key, 1, Integer::sum);
                many.end(key);
            }
            int due = Math.min(taken.getOrDefault(key, 0), ended.getOrDefault(key, 0) + 1);
            assertThat(order).hasSize(due).isSorted();
        }
    }
}
