package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.sip.transaction.Timing;

/** However things cross: one end, one BYE at most, none before the ACK, and no 2xx for ever. */
class SessionStateProperties {

    private static final class World implements SessionState.Actions {

        SessionState state = new SessionState.Confirmed();
        final List<Ending> ends = new ArrayList<>();
        int byes;
        boolean due;
        Duration waited = Duration.ZERO;
        private Duration interval = Duration.ZERO;
        private boolean acknowledged = true;

        @Override
        public Timing timing() {
            return Timing.DEFAULT;
        }

        @Override
        public void repeat() {
            assertThat(acknowledged).isFalse();
        }

        @Override
        public void repeatAfter(Duration next) {
            assertThat(next).isPositive().isLessThanOrEqualTo(Timing.DEFAULT.t2());
            interval = next;
            due = true;
        }

        @Override
        public void bye() {
            assertThat(acknowledged || waited.compareTo(Timing.DEFAULT.giveUp()) >= 0 || expired)
                    .as("RFC 3261 §15: a BYE before the ACK")
                    .isTrue();
            byes++;
        }

        @Override
        public void over(Ending why) {
            ends.add(why);
        }

        private boolean expired;

        void play(String event) {
            expired = event.equals("expires");
            state = switch (event) {
                case "accepted" -> {
                    if (!(state instanceof SessionState.Over)) {
                        acknowledged = false;
                        waited = Duration.ZERO;
                    }
                    yield state.accepted(this);
                }
                case "acknowledged" -> {
                    acknowledged = true;
                    yield state.acknowledged(this);
                }
                case "repeats" -> {
                    boolean waits =
                            state instanceof SessionState.Unacknowledged || state instanceof SessionState.Leaving;
                    if (!due || !waits) {
                        yield state;
                    }
                    due = false;
                    waited = waited.plus(interval);
                    yield state.repeats(this);
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
        return Arbitraries.of(
                        "accepted",
                        "acknowledged",
                        "repeats",
                        "repeats",
                        "repeats",
                        "they hang up",
                        "we hang up",
                        "expires",
                        "gone")
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
            if (world.state instanceof SessionState.Unacknowledged || world.state instanceof SessionState.Leaving) {
                assertThat(world.due).as("waits without a timer").isTrue();
            }
        }
        assertThat(world.byes).isLessThanOrEqualTo(1);
        if (world.ends.contains(Ending.THEY_HUNG_UP) || world.ends.contains(Ending.GONE)) {
            assertThat(world.byes).isZero();
        } else {
            assertThat(world.byes).isEqualTo(world.ends.size());
        }
    }

    /** 64 times T1, whatever happens. */
    @Property(tries = 200)
    void aCallThatNobodyAcknowledgesEnds(@ForAll boolean leaves) {
        var world = new World();
        world.play("accepted");
        if (leaves) {
            world.play("we hang up");
        }
        for (int i = 0; i < 11 && world.ends.isEmpty(); i++) {
            world.play("repeats");
        }
        assertThat(world.ends).containsExactly(leaves ? Ending.WE_HUNG_UP : Ending.NOT_ACKNOWLEDGED);
        assertThat(world.waited).isEqualTo(Timing.DEFAULT.giveUp());
        assertThat(world.byes).isEqualTo(1);
    }
}
