package offhook.sip.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in whatever order: no end is left behind, and the person is told of one end, after which nothing is. */
class ControlStateProperties {

    private static final class World implements ControlActions {

        boolean ownOpen = true;
        boolean calleeOpen;
        boolean calleeTaken;
        Waiting waiting;
        final List<Object> told = new ArrayList<>();
        ControlState state = ControlState.begin(this);

        @Override
        public void holdOwn() {
            assertThat(ownOpen).isTrue();
        }

        @Override
        public void callCallee() {
            assertThat(calleeOpen).isFalse();
            calleeOpen = true;
        }

        @Override
        public void joinOwn() {
            assertThat(ownOpen && calleeOpen).isTrue();
        }

        @Override
        public void takeCallee() {
            assertThat(calleeTaken).isFalse();
            calleeTaken = true;
        }

        @Override
        public void endOwn() {
            ownOpen = false;
        }

        @Override
        public void endCallee() {
            calleeOpen = false;
        }

        @Override
        public void wait(Waiting what) {
            waiting = what;
        }

        @Override
        public void reached(Stage stage) {
            assertThat(told).doesNotContain(stage);
            told.add(stage);
        }

        @Override
        public void ended(Ending why) {
            told.add(why);
        }

        boolean isOver() {
            return state instanceof ControlState.Over;
        }

        void play(String event) {
            int before = told.size();
            boolean wasOver = isOver();
            state = switch (event) {
                case "own rings" -> state.ownRings(this);
                case "own answers" -> state.ownAnswers(this);
                case "own refuses" -> {
                    ownOpen = ownOpen && !(state instanceof ControlState.OwnPhone);
                    yield state.ownRefuses(486, this);
                }
                case "callee rings" -> state.calleeRings(this);
                case "callee answers" -> state.calleeAnswers(this);
                case "callee refuses" -> {
                    calleeOpen = calleeOpen && !(state instanceof ControlState.Callee);
                    yield state.calleeRefuses(486, this);
                }
                case "joined" -> state.joined(this);
                case "not joined" -> state.notJoined(488, this);
                case "own hangs up" -> {
                    ownOpen = ownOpen && state instanceof ControlState.OwnPhone;
                    yield state.ownHangsUp(this);
                }
                case "callee hangs up" -> {
                    calleeOpen = calleeOpen && state instanceof ControlState.Callee;
                    yield state.calleeHangsUp(this);
                }
                case "given up" -> state.givenUp(this);
                default -> waiting == Waiting.NOTHING ? state : state.timeIsOver(this);
            };
            if (wasOver) {
                assertThat(told).hasSize(before);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of(
                        "own rings",
                        "own answers",
                        "own refuses",
                        "callee rings",
                        "callee answers",
                        "callee refuses",
                        "joined",
                        "not joined",
                        "own hangs up",
                        "callee hangs up",
                        "given up",
                        "time")
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 3000)
    void noEndIsLeftBehind(@ForAll("events") List<String> events) {
        var world = new World();
        events.forEach(world::play);
        assertThat(world.told.stream().filter(Ending.class::isInstance).count()).isEqualTo(world.isOver() ? 1 : 0);
        assertThat(world.waiting == ControlActions.Waiting.NOTHING)
                .as("something ends every wait")
                .isEqualTo(world.isOver() || world.state instanceof ControlState.Talking);
        world.play("given up");
        assertThat(world.isOver()).isTrue();
        assertThat(world.ownOpen).isFalse();
        assertThat(world.calleeOpen).isFalse();
        assertThat(world.told.get(world.told.size() - 1)).isInstanceOf(Ending.class);
    }
}
