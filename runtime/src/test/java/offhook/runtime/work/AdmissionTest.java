package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Overload overload = new Overload("calls");
    private final List<String> log = new ArrayList<>();

    /** What comes in and goes, on a loop whose work takes no time. */
    @Nested
    class TheLine {

        private final ManualTime time = new ManualTime();
        private final Admission<String> door =
                new Admission<>(time.loop(), log::add, work -> log.add("not " + work), overload);

        @Test
        void waitsUntilTheLoopHasRead() {
            door.add("a");
            assertThat(log).isEmpty();
            assertThat(door.isEmpty()).isFalse();
            assertThat(overload.waiting()).isEqualTo(1);
            door.add("b");
            time.run();
            assertThat(log).containsExactly("a", "b");
            assertThat(door.isEmpty()).isTrue();
            assertThat(overload.waiting()).isZero();
        }

        @Test
        void letsAFewInAndThenTheLoopReads() {
            IntStream.range(0, Admission.TOGETHER + 1).forEach(i -> door.add("n" + i));
            time.execute(() -> log.add("read"));
            time.run();
            assertThat(log).hasSize(Admission.TOGETHER + 2);
            assertThat(log.indexOf("read")).isEqualTo(Admission.TOGETHER);
            assertThat(overload.isOn()).isFalse();
        }

        @Test
        void hasAnEnd() {
            IntStream.range(0, Admission.LIMIT).forEach(i -> door.add("n" + i));
            door.add("one more");
            assertThat(log).containsExactly("not one more");
            assertThat(overload.isOn()).isTrue();
            assertThat(overload.refusals()).isEqualTo(1);
            time.run();
            assertThat(log).hasSize(1 + Admission.LIMIT).doesNotContain("not n0");
            time.pass(Duration.ofSeconds(2));
            assertThat(overload.isOn()).isFalse();
        }

        @Test
        void goesOnWhenWorkFails() {
            var rest = new ArrayList<String>();
            var fragile = new Admission<String>(
                    time.loop(),
                    work -> {
                        rest.add(work);
                        if (work.equals("bad")) {
                            throw new IllegalStateException(work);
                        }
                    },
                    rest::add,
                    overload);
            fragile.add("bad");
            fragile.add("good");
            assertThatThrownBy(time::run).hasMessage("bad");
            time.run();
            assertThat(rest).containsExactly("bad", "good");
        }

        @Test
        void aJumpOfTheWallClockIsNoOverload() {
            door.add("a");
            time.jump(Duration.ofHours(1));
            time.run();
            assertThat(log).containsExactly("a");
            assertThat(overload.isOn()).isFalse();
        }
    }

    /** A loop that reads what has come, then works: a millisecond for what is admitted, a twentieth for a refusal. */
    @Nested
    class UnderLoad implements Loop {

        private static final int CAPACITY = 1000; // a second

        private final Queue<Runnable> posted = new ArrayDeque<>();
        private final Queue<Runnable> afterReading = new ArrayDeque<>();
        private final Queue<Long> endings = new ArrayDeque<>();
        private final Queue<Runnable> atTheirEnd = new ArrayDeque<>();
        private final Admission<Long> door = new Admission<>(this, this::work, this::turnAway, overload);
        private long now;
        private long arrived;
        private int done;
        private int refused;
        private long longest;

        private void work(long since) {
            longest = Math.max(longest, now - since);
            now += 1_000_000;
            done++;
        }

        private void turnAway(long since) {
            now += 50_000;
            refused++;
        }

        private void load(int rate, Duration lasting) {
            long start = now;
            arrived = 0;
            done = 0;
            refused = 0;
            longest = 0;
            while (now - start < lasting.toNanos()) {
                turn(start, rate);
            }
        }

        private void turn(long start, int rate) {
            for (long due = (now - start) * rate / 1_000_000_000; arrived < due; arrived++) {
                door.add(now);
            }
            while (!endings.isEmpty() && endings.peek() <= now) {
                endings.remove();
                atTheirEnd.remove().run();
            }
            posted.addAll(afterReading);
            afterReading.clear();
            if (posted.isEmpty()) {
                now += 100_000; // it waits for something to read
            }
            while (!posted.isEmpty()) {
                posted.remove().run();
            }
        }

        @Test
        void nobodyIsRefusedBelowTheCapacity() {
            load(CAPACITY * 9 / 10, Duration.ofSeconds(10));
            assertThat(refused).isZero();
            assertThat(overload.isOn()).isFalse();
        }

        @Test
        void aBurstThatGoesAwayByItselfIsServed() {
            load(CAPACITY / 2, Duration.ofSeconds(1));
            IntStream.range(0, 60).forEach(i -> door.add(now));
            load(CAPACITY / 4, Duration.ofSeconds(2));
            assertThat(refused).isZero();
            assertThat(longest)
                    .isLessThan(Duration.ofMillis(Admission.STANDING_MS).toNanos());
        }

        @Test
        void aLoopThatStoodStillIsNotOverloaded() {
            load(CAPACITY / 2, Duration.ofSeconds(1));
            for (int stall = 0; stall < 5; stall++) {
                IntStream.range(0, 10).forEach(i -> door.add(now));
                now += 2_000_000_000;
                load(CAPACITY / 2, Duration.ofSeconds(1));
            }
            assertThat(refused).isZero();
            assertThat(overload.isOn()).isFalse();
        }

        @Test
        void twiceTheCapacityKeepsNineTenthsOfIt() {
            load(CAPACITY * 2, Duration.ofSeconds(10));
            assertThat(done).isGreaterThan(CAPACITY * 10 * 9 / 10);
            assertThat(done + refused).isGreaterThan(CAPACITY * 20 - 500);
            assertThat(overload.isOn()).isTrue();
            assertThat(overload.refusals()).isEqualTo(refused);
            load(CAPACITY * 2, Duration.ofSeconds(1));
            assertThat(longest)
                    .isLessThan(Duration.ofMillis(Admission.PATIENCE_MS + 20).toNanos());
        }

        @Test
        void itIsOverSoonAfterTheRush() {
            load(CAPACITY * 2, Duration.ofSeconds(5));
            load(CAPACITY / 2, Duration.ofMillis(2 * Admission.CALM_MS));
            assertThat(overload.isOn()).isFalse();
            load(CAPACITY / 2, Duration.ofSeconds(5));
            assertThat(refused).isZero();
        }

        @Override
        public boolean here() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            posted.add(task);
        }

        @Override
        public void later(Runnable task) {
            afterReading.add(task);
        }

        @Override
        public long nanos() {
            return now;
        }

        /** All delays are the same. */
        @Override
        public Timer after(Duration delay, Runnable task) {
            endings.add(now + delay.toNanos());
            atTheirEnd.add(task);
            return () -> {};
        }
    }
}
