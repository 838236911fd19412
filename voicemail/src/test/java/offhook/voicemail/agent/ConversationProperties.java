package offhook.voicemail.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.voicemail.agent.Conversation.Kept;

/** Whatever comes in whatever order: it is over once, when they are gone and what they said is kept. */
class ConversationProperties {

    private static final class World implements Conversation.Actions {

        final List<String> done = new ArrayList<>();
        Conversation state = new Conversation.Silent();
        private boolean isPlaying;
        private boolean isKeeping;
        private boolean isGone;

        void play(String event) {
            state = switch (event) {
                case "hears" -> state.hears(true, this);
                case "no room" -> state.hears(false, this);
                case "played" -> {
                    boolean wasPlaying = isPlaying;
                    isPlaying = false;
                    yield wasPlaying ? state.played(this) : state;
                }
                case "enough" -> state.enough(this);
                case "stops" -> state.stops(this);
                case "gone" -> {
                    boolean wasGone = isGone;
                    isGone = true;
                    yield wasGone ? state : state.gone(this);
                }
                case "YES", "NOTHING", "FAILED" -> {
                    boolean wasKeeping = isKeeping;
                    isKeeping = false;
                    yield wasKeeping ? state.kept(Kept.valueOf(event), this) : state;
                }
                default -> state.key(event.charAt(0), this);
            };
        }

        private void plays(String what) {
            done.add(what);
            isPlaying = true;
        }

        @Override
        public void greet() {
            plays("greet");
        }

        @Override
        public void beep() {
            plays("beep");
        }

        @Override
        public void record() {
            done.add("record");
        }

        @Override
        public void keep() {
            done.add("keep");
            isKeeping = true;
        }

        @Override
        public void thank() {
            plays("thank");
        }

        @Override
        public void apologise() {
            plays("apologise");
        }

        @Override
        public void pickUp() {
            done.add("pick up");
        }

        @Override
        public void hangUp() {
            done.add("hang up");
        }

        @Override
        public void over() {
            done.add("over");
        }

        long times(String what) {
            return done.stream().filter(what::equals).count();
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of(
                        "hears", "hears", "no room", "played", "played", "played", "enough", "stops", "gone", "YES",
                        "NOTHING", "FAILED", "#", "5")
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 3000)
    void itIsOverOnce(@ForAll("events") List<String> events) {
        var world = new World();
        events.forEach(world::play);
        assertThat(world.times("record")).isLessThanOrEqualTo(1);
        assertThat(world.times("keep")).isLessThanOrEqualTo(world.times("record"));
        assertThat(world.times("hang up")).isLessThanOrEqualTo(1);
        // And then both ends of it come, as they always do.
        world.play("gone");
        world.play("YES");
        assertThat(world.times("over")).isEqualTo(1);
        assertThat(world.done).endsWith("over");
        assertThat(world.times("keep")).isEqualTo(world.times("record"));
        assertThat(world.state).isInstanceOf(Conversation.Over.class);
    }

    /** The closing tone says that it is kept, hence comes only after. */
    @Property(tries = 1000)
    void thanksComeAfterTheCommit(@ForAll("events") List<String> events) {
        var world = new World();
        for (var event : events) {
            long before = world.times("thank");
            world.play(event);
            if (world.times("thank") > before) {
                assertThat(event).isEqualTo("YES");
            }
        }
    }
}
