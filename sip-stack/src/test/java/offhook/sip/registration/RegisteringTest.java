package offhook.sip.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.sip.registration.Registering.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §10.2, without a registrar. */
class RegisteringTest {

    private static final Duration GRANTED = Duration.ofMinutes(10);

    /** What goes out, and the timer. */
    private static final class Seen implements Registering.Actions {

        final List<String> sent = new ArrayList<>();
        final RandomGenerator random = new SplittableRandom(1);
        Optional<Duration> timer = Optional.empty();
        int onTheWay;
        int gone;
        Registering state = Registering.begins(Duration.ZERO, this);

        @Override
        public void register() {
            sent("REGISTER");
        }

        @Override
        public void unregister() {
            sent("expires=0");
        }

        private void sent(String what) {
            sent.add(what);
            onTheWay++;
        }

        @Override
        public void start(Duration after) {
            timer = Optional.of(after);
        }

        @Override
        public void stop() {
            timer = Optional.empty();
        }

        @Override
        public void gone() {
            gone++;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        void plays(String event) {
            switch (event) {
                case "due" -> due();
                case "again" -> state = state.again(Duration.ofSeconds(1), this);
                case "leaves" -> state = state.leaves(this);
                default -> answered(event);
            }
        }

        private void due() {
            if (timer.isPresent()) {
                timer = Optional.empty();
                state = state.due(this);
            }
        }

        private void answered(String answer) {
            if (onTheWay > 0) {
                onTheWay--;
                state = answer.equals("200")
                        ? state.accepted(GRANTED, this)
                        : state.refused(
                                new Refusal(Integer.parseInt(answer), Optional.empty(), answer.equals("423")), this);
            }
        }
    }

    private final Seen seen = new Seen();

    private Seen after(String... events) {
        List.of(events).forEach(seen::plays);
        return seen;
    }

    @Test
    void itIsRefreshedInTime() {
        assertThat(after("due", "200").state).isEqualTo(new Registering.Registered());
        assertThat(seen.timer.orElseThrow())
                .isBetween(GRANTED.dividedBy(2), GRANTED.multipliedBy(3).dividedBy(4));
        assertThat(after("due", "200", "due").sent).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "408, 1, 2",
        "503, 1, 2",
        "500, 1, 2",
        "403, 1800, 3600",
        "401, 1800, 3600",
        "404, 1800, 3600",
        "423, 0, 0",
    })
    void whatIsRefusedIsTriedAgain(String status, long least, long most) {
        after("due", status);
        assertThat(seen.timer.orElseThrow()).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
        assertThat(seen.state).isEqualTo(new Registering.Waiting(1, false));
    }

    @Test
    void eachTimeLater() {
        for (int i = 0; i < 20; i++) {
            after("due", "503");
        }
        assertThat(seen.timer.orElseThrow()).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
        after("due", "200", "due", "503");
        assertThat(seen.timer.orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    /** One 423 is answered at once; a registrar that always wants more is not. */
    @Test
    void tooBriefAgainAndAgain() {
        after("due", "423", "due", "423");
        assertThat(seen.timer.orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRegistrarMayAskForPatience() {
        after("due");
        seen.state = seen.state.refused(new Refusal(503, Optional.of(Duration.ofMinutes(2)), false), seen);
        assertThat(seen.timer.orElseThrow()).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theRegistrarHasForgotten() {
        after("due", "200", "again");
        assertThat(seen.timer).contains(Duration.ofSeconds(1));
        assertThat(after("due").sent).hasSize(2);
    }

    /** §10.2: a new one only when the one before has its answer. */
    @Test
    void whatChangesWhileItAsksIsAskedAfterwards() {
        assertThat(after("due", "again").sent).hasSize(1);
        assertThat(after("403").sent).hasSize(2);
        assertThat(after("200").state).isEqualTo(new Registering.Registered());
    }

    @Test
    void itTakesItsContactBack() {
        after("due", "200", "leaves");
        assertThat(seen.sent).last().isEqualTo("expires=0");
        assertThat(seen.timer).isEmpty();
        assertThat(seen.gone).isZero();
        assertThat(after("200").gone).isOne();
    }

    @Test
    void itLeavesWhileItAsks() {
        assertThat(after("due", "leaves").sent).hasSize(1);
        assertThat(after("200").sent).last().isEqualTo("expires=0");
        assertThat(after("408").gone).isOne();
    }

    @ParameterizedTest
    @CsvSource({"403, 1", "408, 2"})
    void whatWasRefusedNeedNotBeTakenBack(String status, int sent) {
        assertThat(after("due", "leaves", status).sent).hasSize(sent);
    }

    @Test
    void nothingWasThereYet() {
        assertThat(after("leaves").gone).isOne();
        assertThat(seen.sent).isEmpty();
    }

    @Property
    void neverTwoOnTheWayAndNeverStuck(@ForAll("events") List<String> events) {
        var world = new Seen();
        for (var event : events) {
            world.plays(event);
            assertThat(world.onTheWay).isLessThanOrEqualTo(1);
            boolean over = world.state instanceof Registering.Gone;
            assertThat(world.gone).isEqualTo(over ? 1 : 0);
            assertThat(over || world.onTheWay == 1 || world.timer.isPresent()).isTrue();
        }
    }

    @Provide
    static Arbitrary<List<String>> events() {
        return Arbitraries.of("due", "due", "200", "200", "403", "408", "423", "503", "again", "leaves")
                .list()
                .ofMaxSize(30);
    }
}
