package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However things cross: one end, one BYE at most, and none before the ACK. */
class SessionStateProperties {

    private static final class World implements SessionState.Actions {

        SessionState state = new SessionState.Confirmed();
        final List<Ending> ends = new ArrayList<>();
        int byes;
        private boolean acknowledged = true;
        private boolean lapsed;
        private boolean expired;

        @Override
        public void bye() {
            assertThat(acknowledged || lapsed || expired)
                    .as("RFC 3261 §15: a BYE before the ACK")
                    .isTrue();
            byes++;
        }

        @Override
        public void over(Ending why) {
            ends.add(why);
        }

        void play(String event) {
            expired = event.equals("expires");
            state = switch (event) {
                case "accepted" -> {
                    if (!(state instanceof SessionState.Over)) {
                        acknowledged = false;
                    }
                    yield state.accepted(this);
                }
                case "acknowledged" -> {
                    acknowledged = true;
                    yield state.acknowledged(this);
                }
                case "lapses" -> {
                    lapsed = !acknowledged;
                    yield lapsed ? state.lapses(this) : state;
                }
                case "they hang up" -> state.theyHangUp(this);
                case "we hang up" -> state.weHangUp(this);
                case "expires" -> state.expires(this);
                default -> state.gone(this);
            };
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of("accepted", "acknowledged", "lapses", "they hang up", "we hang up", "expires", "gone")
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 2000)
    void oneEnd(@ForAll("events") List<String> events) {
        var world = new World();
        for (var event : events) {
            boolean wasOver = world.state instanceof SessionState.Over;
            int before = world.byes;
            world.play(event);
            assertThat(world.ends).hasSize(world.state instanceof SessionState.Over ? 1 : 0);
            if (wasOver) {
                assertThat(world.byes).isEqualTo(before);
            }
        }
        assertThat(world.byes).isLessThanOrEqualTo(1);
        if (world.ends.contains(Ending.THEY_HUNG_UP) || world.ends.contains(Ending.GONE)) {
            assertThat(world.byes).isZero();
        } else {
            assertThat(world.byes).isEqualTo(world.ends.size());
        }
    }

    @Property
    void aCallThatNobodyAcknowledgesEnds(@ForAll boolean leaves) {
        var world = new World();
        world.play("accepted");
        if (leaves) {
            world.play("we hang up");
        }
        world.play("lapses");
        assertThat(world.ends).containsExactly(leaves ? Ending.WE_HUNG_UP : Ending.NOT_ACKNOWLEDGED);
        assertThat(world.byes).isEqualTo(1);
    }
}
