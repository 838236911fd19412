package offhook.sip.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any order of events: nothing throws, nothing waits without a timer, and silence ends what nobody confirms. */
class MachinesProperties {

    private static final Duration GRANTED = Duration.ofMinutes(10);

    /** Keeps the timers that run, and counts what goes out. */
    private static final class UsageWorld implements Usage.Actions {

        final Set<Usage.Timer> running = EnumSet.noneOf(Usage.Timer.class);
        final RandomGenerator random = new SplittableRandom(1);
        int refreshes;
        Usage state = Usage.begins(GRANTED, this);

        @Override
        public void refresh() {
            refreshes++;
        }

        @Override
        public void start(Usage.Timer timer, Duration after) {
            assertThat(after).isGreaterThanOrEqualTo(Duration.ZERO);
            running.add(timer);
        }

        @Override
        public void stop(Usage.Timer timer) {
            running.remove(timer);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        void fire(Usage.Timer timer) {
            if (running.remove(timer)) {
                state = state.fires(timer, this);
            }
        }

        void play(String event) {
            state = switch (event) {
                case "2xx" -> state.accepted(Optional.of(GRANTED), this);
                case "2xx without Expires" -> state.accepted(Optional.empty(), this);
                case "481" -> state.refused(481, Optional.empty(), this);
                case "503" -> state.refused(503, Optional.of(Duration.ofSeconds(3)), this);
                case "408" -> state.refused(408, Optional.empty(), this);
                case "active" -> state.notified(active(Optional.empty()), GRANTED, this);
                case "active 60" -> state.notified(active(Optional.of(Duration.ofMinutes(1))), GRANTED, this);
                case "terminated" ->
                    state.notified(
                            new SubscriptionState(
                                    Optional.of(Ending.of("timeout", Optional.empty())), Optional.empty()),
                            GRANTED,
                            this);
                case "wanted" -> state.wanted(this);
                default -> {
                    fire(Usage.Timer.valueOf(event));
                    yield state;
                }
            };
        }

        private static SubscriptionState active(Optional<Duration> expires) {
            return new SubscriptionState(Optional.empty(), expires);
        }
    }

    @Provide
    Arbitrary<List<String>> usageEvents() {
        return Arbitraries.of(
                        "2xx",
                        "2xx without Expires",
                        "481",
                        "503",
                        "408",
                        "active",
                        "active 60",
                        "terminated",
                        "wanted",
                        "REFRESH",
                        "EXPIRY",
                        "NOTIFY")
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 3000)
    void aUsageAlwaysHasAnEndAndSomethingToDoBefore(@ForAll("usageEvents") List<String> events) {
        var world = new UsageWorld();
        for (var event : events) {
            boolean over = world.state instanceof Usage.Over;
            int before = world.refreshes;
            world.play(event);
            if (over) {
                assertThat(world.state).isInstanceOf(Usage.Over.class);
                assertThat(world.refreshes).isEqualTo(before);
            }
            check(world);
        }
    }

    private static void check(UsageWorld world) {
        if (world.state instanceof Usage.Over) {
            assertThat(world.running).isEmpty();
        } else {
            assertThat(world.running).contains(Usage.Timer.EXPIRY);
            assertThat(world.running).containsAnyOf(Usage.Timer.REFRESH, Usage.Timer.NOTIFY);
        }
    }

    @Property(tries = 1000)
    void silenceEndsAUsage(@ForAll("usageEvents") List<String> events) {
        var world = new UsageWorld();
        events.forEach(world::play);
        world.fire(Usage.Timer.REFRESH);
        world.fire(Usage.Timer.NOTIFY);
        world.fire(Usage.Timer.EXPIRY);
        assertThat(world.state).isInstanceOf(Usage.Over.class);
    }

    @Property(tries = 1000)
    void aNotifyHealsWhatIsNotOver(@ForAll("usageEvents") List<String> events) {
        var world = new UsageWorld();
        events.forEach(world::play);
        boolean over = world.state instanceof Usage.Over;
        world.play("active 60");
        assertThat(world.state).isInstanceOf(over ? Usage.Over.class : Usage.Live.class);
    }

    /** The same for the machine above it. */
    private static final class World implements Subscribing.Actions {

        final Set<Subscribing.Timer> running = EnumSet.noneOf(Subscribing.Timer.class);
        final RandomGenerator random = new SplittableRandom(1);
        boolean door;
        Subscribing state = Subscribing.begins(Duration.ofSeconds(3), this);

        @Override
        public void ask() {
            door = true;
        }

        @Override
        public void closeDoor() {
            door = false;
        }

        @Override
        public void lost() {
            assertThat(state).isNotInstanceOf(Subscribing.Subscribed.class);
        }

        @Override
        public void start(Subscribing.Timer timer, Duration after) {
            running.add(timer);
        }

        @Override
        public void stop(Subscribing.Timer timer) {
            running.remove(timer);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
        }

        void fire(Subscribing.Timer timer) {
            if (running.remove(timer)) {
                state = state.fires(timer, this);
            }
        }

        void play(String event) {
            state = switch (event) {
                case "confirmed" -> state.confirmed(this);
                case "proved" -> state.proved();
                case "refused" -> state.ended(Ending.of(503, Optional.empty()), this);
                case "ended" -> state.ended(Ending.of("deactivated", Optional.empty()), this);
                case "rejected" -> state.ended(Ending.of("rejected", Optional.empty()), this);
                case "again" -> state.again(Duration.ZERO, this);
                default -> {
                    fire(Subscribing.Timer.valueOf(event));
                    yield state;
                }
            };
        }
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of(
                        "confirmed", "proved", "refused", "ended", "rejected", "again", "ATTEMPT", "NOTIFY", "LOST")
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 3000)
    void whoeverIsNotSubscribedWillAsk(@ForAll("events") List<String> events) {
        var world = new World();
        for (var event : events) {
            world.play(event);
            if (world.state instanceof Subscribing.Waiting) {
                assertThat(world.running).contains(Subscribing.Timer.ATTEMPT);
                assertThat(world.door).isFalse();
            } else if (world.state instanceof Subscribing.Asking) {
                assertThat(world.running).contains(Subscribing.Timer.NOTIFY).doesNotContain(Subscribing.Timer.ATTEMPT);
                assertThat(world.door).isTrue();
            } else {
                assertThat(world.running).doesNotContain(Subscribing.Timer.ATTEMPT, Subscribing.Timer.LOST);
            }
        }
    }

    @Property(tries = 500)
    void itIsSubscribedAsSoonAsThatIsPossible(@ForAll("events") List<String> events) {
        var world = new World();
        events.forEach(world::play);
        if (!(world.state instanceof Subscribing.Subscribed)) {
            world.fire(Subscribing.Timer.ATTEMPT);
            world.play("confirmed");
        }
        assertThat(world.state).isInstanceOf(Subscribing.Subscribed.class);
    }
}
