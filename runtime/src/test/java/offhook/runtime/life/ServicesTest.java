package offhook.runtime.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Logged log = Logged.by(Services.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private long now;
    private final Services services = services(Duration.ZERO);

    private Services services(Duration drainWithin) {
        return new Services(Runnable::run, () -> now, drainWithin, Duration.ofSeconds(8));
    }

    @AfterEach
    void end() {
        log.close();
        never.countDown();
        threads.shutdownNow();
    }

    private class Part implements Service {

        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() throws Exception {
            told.add("start " + name);
        }

        @Override
        public void drain() throws Exception {
            told.add("drain " + name);
        }

        @Override
        public void stop() throws Exception {
            told.add("stop " + name);
        }
    }

    private List<String> warnings() {
        return log.lines(Level.WARN);
    }

    @Test
    void stopIsTheListBackwards() throws StartFailure {
        services.start(List.of(new Part("storage"), new Part("phones"), new Part("chat")));
        services.stop();
        services.stop();

        assertThat(told)
                .containsExactly(
                        "start storage",
                        "start phones",
                        "start chat",
                        "drain chat",
                        "drain phones",
                        "drain storage",
                        "stop chat",
                        "stop phones",
                        "stop storage");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aFailedStartStopsWhatHadStarted() {
        var busy = new Part("phones") {
            @Override
            public void start() throws Exception {
                throw new IOException("udp:0.0.0.0:5060 is in use\nand more");
            }
        };

        var failure = catchThrowableOfType(
                StartFailure.class, () -> services.start(List.of(new Part("storage"), busy, new Part("chat"))));

        assertThat(failure).hasMessage("phones: udp:0.0.0.0:5060 is in use").hasCauseInstanceOf(IOException.class);
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(told).containsExactly("start storage", "drain storage", "stop storage");
    }

    @Test
    void aPartMaySayItselfWhyItDoesNotStart() {
        var wrong = new Part("phones") {
            @Override
            public void start() throws Exception {
                throw new StartFailure("no certificate in /etc/offhook", 2);
            }
        };
        var silent = new Part("chat") {
            @Override
            public void start() {
                throw new IllegalStateException();
            }
        };

        var failure = catchThrowableOfType(StartFailure.class, () -> services.start(List.of(wrong)));
        assertThat(failure).hasMessage("no certificate in /etc/offhook");
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThatThrownBy(() -> services(Duration.ZERO).start(List.of(silent)))
                .hasMessage("chat: IllegalStateException");
    }

    @Test
    void whatFailsOnTheWayDownKeepsNobodyUp() throws StartFailure {
        var broken = new Part("phones") {
            @Override
            public void drain() throws Exception {
                throw new IOException("drained wrong");
            }

            @Override
            public void stop() throws Exception {
                throw new AssertionError("stopped wrong");
            }
        };
        services.start(List.of(new Part("storage"), broken));
        services.stop();

        assertThat(told).endsWith("drain storage", "stop storage");
        assertThat(warnings()).containsExactly("phones: drain failed", "phones: stop failed");
    }

    @Test
    void whatHangsIsLeftBehind() throws StartFailure {
        var hanging = new Part("phones") {
            @Override
            public void drain() throws Exception {
                never.await();
            }

            @Override
            public void stop() throws Exception {
                never.await();
            }

            @Override
            public Duration patience() {
                return Duration.ofMillis(1);
            }
        };
        var threaded = new Services(threads, System::nanoTime, Duration.ofMillis(1), Duration.ofSeconds(8));
        threaded.start(List.of(new Part("storage"), hanging));
        threaded.stop();

        assertThat(told).contains("stop storage");
        assertThat(warnings())
                .contains(
                        "phones: drain takes too long, going on without it",
                        "phones: stop takes too long, going on without it");
    }

    @Test
    void allDrainAtTheSameTime() throws StartFailure {
        var both = new CountDownLatch(2);
        class Draining extends Part {
            Draining(String name) {
                super(name);
            }

            @Override
            public void drain() throws Exception {
                both.countDown();
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
                super.drain();
            }
        }
        var threaded = new Services(threads, System::nanoTime, Duration.ofSeconds(20), Duration.ofSeconds(8));
        threaded.start(List.of(new Draining("phones"), new Draining("voicemail")));
        threaded.stop();

        assertThat(told).contains("drain phones", "drain voicemail").endsWith("stop voicemail", "stop phones");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whenTheTimeForAllIsOverTheRestIsNotAwaited() throws StartFailure {
        var slow = new Part("chat") {
            @Override
            public void stop() throws Exception {
                super.stop();
                now += Duration.ofSeconds(9).toNanos();
            }
        };
        var stuck = new Part("phones") {
            @Override
            public Duration patience() {
                return Duration.ofHours(1);
            }
        };
        var steps = new ArrayList<Runnable>();
        var partly = new Services(
                step -> {
                    if (steps.size() < 3) {
                        step.run();
                    }
                    steps.add(step);
                },
                () -> now,
                Duration.ZERO,
                Duration.ofSeconds(8));
        partly.start(List.of(stuck, slow));
        partly.stop();

        assertThat(told).endsWith("stop chat");
        assertThat(steps).hasSize(4);
        assertThat(warnings()).containsExactly("phones: stop takes too long, going on without it");
    }

    @Test
    void aStopInMidStartEndsTheStart() {
        var slow = new Part("storage") {
            @Override
            public void start() throws Exception {
                super.start();
                services.stop();
            }
        };

        assertThatThrownBy(() -> services.start(List.of(slow, new Part("phones"))))
                .isInstanceOf(StartFailure.class)
                .hasMessage("stopped before the start was over");
        assertThat(told).containsExactly("start storage", "drain storage", "stop storage");
    }
}
