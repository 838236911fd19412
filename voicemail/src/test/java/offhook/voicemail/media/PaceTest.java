package offhook.voicemail.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.runtime.testing.ManualLoop;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.voicemail.rtp.Datagrams;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualTime time = new ManualTime();
    private final ManualLoop loop = time.loop();
    private final List<Long> beats = new ArrayList<>();
    private final List<Long> leaving = new ArrayList<>(); // when each packet is to leave
    private final Datagrams departures = new Datagrams() {
        @Override
        public Optional<Port> open(Loop on, InetSocketAddress at, Receiver receiver) {
            throw new AssertionError("nobody opens anything");
        }

        @Override
        public void leave(long nanos, List<Parcel> parcels) {
            parcels.forEach(parcel -> leaving.add(nanos));
        }
    };
    private long busy; // nanoseconds that the loop has been busy with the beat that it is at

    @Test
    void beatsFiftyTimesASecondForHours() {
        new Pace(loop, departures).add(beats::add);
        time.pass(Duration.ofMinutes(1));
        assertThat(beats).hasSizeBetween(2999, 3001);
    }

    @Test
    void standsStillWhileThereIsNobody() {
        var pace = new Pace(loop, departures);
        Pace.Beating one = beats::add;
        pace.add(one);
        time.pass(Duration.ofMillis(100));
        pace.remove(one);
        int before = beats.size();
        time.pass(Duration.ofSeconds(1));
        assertThat(beats).hasSize(before);
        assertThat(time.timers()).isZero();
        pace.add(one);
        time.pass(Duration.ofMillis(100));
        assertThat(beats.size()).isBetween(before + 4, before + 6);
    }

    /** The wheel of a loop turns every 10 ms: a timer comes up to that late, which must not add up. */
    @Test
    void lateTimersDoNotAddUp() {
        new Pace(new Wheeled(), departures).add(beats::add);
        time.pass(Duration.ofSeconds(10));
        assertThat(beats).hasSizeBetween(498, 501);
        for (int i = 1; i < beats.size(); i++) {
            assertThat(beats.get(i) - beats.get(i - 1)).isBetween(9_000_000L, 31_000_000L);
        }
    }

    /** With many calls a beat takes its time, in which a tick goes by. */
    @Test
    void longBeatsStayInTime() {
        var took = new int[] {4, 5, 6, 7, 8, 9, 1, 14};
        new Pace(new Wheeled(), departures).add(nanos -> {
            beats.add(nanos);
            busy += Duration.ofMillis(took[beats.size() % took.length]).toNanos();
        });
        time.pass(Duration.ofSeconds(10));
        assertThat(beats).hasSizeBetween(498, 501);
        for (int i = 1; i < beats.size(); i++) {
            assertThat(beats.get(i) - beats.get(i - 1)).isEqualTo(20_000_000L);
        }
    }

    /** Two at once would be worse: the second one were 20 ms early. */
    @Test
    void aShortStallIsOneLateBeat() {
        for (int stall = 1; stall < 15; stall++) {
            beats.clear();
            var stalled = new ArrayList<Runnable>();
            new Pace(
                            new Wheeled() {
                                @Override
                                public Timer after(Duration delay, Runnable task) {
                                    return super.after(delay, () -> stalled.add(task));
                                }
                            },
                            departures)
                    .add(beats::add);
            for (int late : new int[] {0, stall, 0, 0}) {
                time.pass(Duration.ofMillis(1));
                while (stalled.isEmpty()) {
                    time.pass(Duration.ofMillis(1));
                }
                time.pass(Duration.ofMillis(late));
                stalled.remove(0).run();
            }
            assertThat(beats).as("late by %d ms", stall).hasSize(4);
        }
    }

    /** Also where two beats come at once after a stall; nothing has to leave before it is made. */
    @Test
    void whatIsSaidLeavesInStepHoweverLateTheLoopIs() {
        for (int stall : new int[] {0, 1, 9, 14, 16, 21, 34, 44}) {
            leaving.clear();
            var pace = new Pace[1];
            var stalled = new ArrayList<Runnable>();
            pace[0] = new Pace(
                    new Wheeled() {
                        @Override
                        public Timer after(Duration delay, Runnable task) {
                            return super.after(delay, () -> stalled.add(task));
                        }
                    },
                    departures);
            var inTime = new ArrayList<Boolean>();
            pace[0].add(due -> {
                pace[0].leaves(null, new byte[1], 1, null);
                inTime.add(due + Pace.AHEAD.toNanos() > loop.nanos());
            });
            for (int late : new int[] {0, 0, stall, 0, stall, stall, 0, 0}) {
                while (stalled.isEmpty()) {
                    time.pass(Duration.ofMillis(1));
                }
                time.pass(Duration.ofMillis(late));
                stalled.remove(0).run();
            }
            assertThat(leaving).hasSizeGreaterThanOrEqualTo(8);
            for (int i = 1; i < leaving.size(); i++) {
                assertThat(leaving.get(i) - leaving.get(i - 1))
                        .as("late by %d ms", stall)
                        .isEqualTo(20_000_000L);
            }
            assertThat(inTime).as("late by %d ms", stall).doesNotContain(false);
        }
    }

    /** Nobody wants to hear seconds at once. */
    @Test
    void afterALongStallSomeAreLeftOut() {
        var stalled = new ArrayList<Runnable>();
        var pace = new Pace(
                new Wheeled() {
                    @Override
                    public Timer after(Duration delay, Runnable task) {
                        stalled.add(task);
                        return () -> {};
                    }
                },
                departures);
        pace.add(beats::add);
        time.pass(Duration.ofMillis(20));
        stalled.remove(0).run();
        time.pass(Duration.ofMillis(80));
        stalled.remove(0).run();
        assertThat(beats).hasSize(5);
        time.pass(Duration.ofSeconds(5));
        stalled.remove(0).run();
        assertThat(beats).hasSize(15);
        time.pass(Duration.ofMillis(20));
        stalled.remove(0).run();
        assertThat(beats).hasSize(16);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        var pace = new Pace(loop, departures);
        pace.add(nanos -> {
            throw new IllegalStateException("as a test wants it");
        });
        pace.add(beats::add);
        time.pass(Duration.ofMillis(100));
        assertThat(beats).hasSizeBetween(4, 6);
    }

    @Test
    void sessionsMayComeAndGoWithinABeat() {
        var pace = new Pace(loop, departures);
        var self = new Pace.Beating[1];
        self[0] = nanos -> {
            pace.remove(self[0]);
            pace.add(beats::add);
        };
        pace.add(self[0]);
        time.pass(Duration.ofMillis(100));
        assertThat(beats).hasSizeBetween(3, 5);
    }

    /** Timers at the next multiple of 10 ms, and a little after it. */
    private class Wheeled implements Loop {

        @Override
        public boolean here() {
            return true;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            long due = nanos() + delay.toNanos();
            long tick = Duration.ofMillis(10).toNanos();
            long at = (due + tick - 1) / tick * tick + 400_000;
            return loop.after(Duration.ofNanos(at - loop.nanos()), () -> {
                busy = 0;
                task.run();
            });
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public long nanos() {
            return loop.nanos() + busy;
        }
    }
}
