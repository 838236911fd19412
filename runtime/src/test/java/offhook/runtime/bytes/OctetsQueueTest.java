package offhook.runtime.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OctetsQueueTest {

    private static final int ADD = 0;
    private static final int ADD_FIRST = 1;

    private static Octets octets(int number) {
        return new Octets(("<a>" + number + "</a>").getBytes(UTF_8), (" b='" + number % 3 + '\'').getBytes(UTF_8), 2);
    }

    private static String text(Octets octets) {
        return new String(octets.bytes(), UTF_8);
    }

    /** Each number adds, adds in front, or takes. */
    @Property
    void itIsAQueue(@ForAll @Size(max = 200) List<Byte> steps) {
        var queue = new OctetsQueue(2);
        var model = new ArrayDeque<String>();
        int number = 0;
        for (var step : steps) {
            var next = octets(number++);
            switch (Math.floorMod(step, 3)) {
                case ADD -> {
                    queue.add(next);
                    model.add(text(next));
                }
                case ADD_FIRST -> {
                    queue.addFirst(next);
                    model.addFirst(text(next));
                }
                default -> {
                    if (!model.isEmpty()) {
                        assertThat(text(queue.remove())).isEqualTo(model.remove());
                    }
                }
            }
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(queue.bytes())
                    .isEqualTo(model.stream().mapToInt(String::length).sum());
        }
        while (!model.isEmpty()) {
            assertThat(text(queue.remove())).isEqualTo(model.remove());
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aPortionIsWhatOneTurnMayHaveAndTheOneThatExceedsIt() {
        var queue = new OctetsQueue(2);
        byte[] much = new byte[OctetsQueue.TURN / 2 + 1];
        for (int i = 0; i < 3; i++) {
            queue.add(new Octets(much));
        }

        assertThat(queue.portion().bytes()).isEqualTo(2 * much.length);
        assertThat(queue.bytes()).isEqualTo(much.length);
        assertThat(queue.portion().bytes()).isEqualTo(much.length);
        assertThat(queue.isEmpty()).isTrue();
    }
}
