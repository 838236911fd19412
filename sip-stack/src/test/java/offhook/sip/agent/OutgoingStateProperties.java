package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in whatever order, every 2xx is acknowledged, one dialog at most goes on, and the user is told once. */
class OutgoingStateProperties {

    private static final class World implements OutgoingActions {

        final Map<String, Integer> acks = new HashMap<>();
        final Set<String> byes = new HashSet<>();
        final Set<String> seen = new HashSet<>();
        String wanted;
        int refused;
        int cancels;
        boolean hungUp;
        OutgoingState state = new OutgoingState.Calling();

        @Override
        public void rings() {
            assertThat(wanted).as("nobody has answered yet").isNull();
        }

        @Override
        public void answered(String tag) {
            assertThat(wanted).isNull();
            assertThat(refused).isZero();
            wanted = tag;
        }

        @Override
        public void refused() {
            assertThat(wanted).isNull();
            refused++;
        }

        @Override
        public void cancel() {
            cancels++;
        }

        @Override
        public void acknowledge(String tag) {
            assertThat(acks.merge(tag, 1, Integer::sum)).isOne();
        }

        @Override
        public void acknowledgeAgain(String tag) {
            assertThat(acks.merge(tag, 1, Integer::sum)).isGreaterThan(1);
        }

        @Override
        public void decline(String tag) {
            acknowledge(tag);
            assertThat(byes.add(tag)).isTrue();
        }

        @Override
        public void hangUp() {
            assertThat(hungUp).isFalse();
            hungUp = true;
        }

        void play(String event) {
            state = switch (event) {
                case "180" -> state.rings(this);
                case "486" -> state.refuses(this);
                case "take" -> state.takes(this);
                case "give up" -> state.givesUp(this);
                default -> {
                    seen.add(event);
                    yield state.answers(event, this);
                }
            };
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of("180", "a", "b", "c", "486", "take", "give up")
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 2000)
    void everyAnswerIsAcknowledged(@ForAll("events") List<String> events) {
        var world = new World();
        events.forEach(world::play);
        assertThat(world.refused).isLessThanOrEqualTo(1);
        assertThat(world.cancels).isLessThanOrEqualTo(1);
        for (var tag : world.seen) {
            if (!tag.equals(world.wanted)) {
                assertThat(world.acks).as("ACK to " + tag).containsKey(tag);
                assertThat(world.byes).as("BYE to " + tag).contains(tag);
            }
        }
        world.play("take");
        world.play("give up");
        if (world.wanted != null) {
            assertThat(world.acks).containsKey(world.wanted);
            assertThat(world.byes.contains(world.wanted) ^ world.hungUp)
                    .as("one BYE ends what was answered")
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void everyRepetitionIsAcknowledgedAgain(@ForAll("events") List<String> events) {
        var world = new World();
        events.forEach(world::play);
        world.play("take");
        for (var tag : world.seen) {
            int before = world.acks.get(tag);
            world.play(tag);
            assertThat(world.acks.get(tag)).isEqualTo(before + 1);
        }
    }
}
