package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatchTest {

    private static final long MB = 1 << 20;

    @TempDir
    Path data;

    private final ManualTime time = new ManualTime();
    private long usable = 10_000 * MB;
    private boolean broken;

    /** The ballast is small on the real disk, and 64 MB to the watch. */
    private DiskWatch watch() {
        var ballast = new Ballast(data.resolve("ballast"), 10);
        return new DiskWatch(
                data,
                () -> {
                    if (broken) {
                        throw new IOException("stale file handle");
                    }
                    return usable;
                },
                ballast,
                time,
                time);
    }

    private boolean ballast() {
        return Files.exists(data.resolve("ballast"));
    }

    @Test
    void takesABallastWhereThereIsRoom() {
        try (var watch = watch()) {
            assertThat(watch.room()).isEqualTo(Room.ENOUGH);
            assertThat(ballast()).isTrue();
            assertThat(watch.free()).isEqualTo((10_000 - 64) * MB);
        }
        assertThat(time.timers()).isZero();
    }

    @Test
    void tellsAsTheDiskFillsAndEmpties() {
        try (var watch = watch()) {
            usable = 255 * MB;
            time.passSeconds(5);
            assertThat(watch.room()).isEqualTo(Room.LITTLE);
            usable = 63 * MB;
            time.passSeconds(5);
            assertThat(watch.room()).isEqualTo(Room.NEARLY_NONE);
            assertThat(ballast()).isTrue();
            usable = 100 * MB;
            time.passSeconds(5);
            assertThat(watch.room()).isEqualTo(Room.LITTLE);
            usable = 1_000 * MB;
            time.passSeconds(5);
            assertThat(watch.room()).isEqualTo(Room.ENOUGH);
            assertThat(watch.room()).isEqualTo(Room.ENOUGH);
        }
    }

    @Test
    void aFullDiskGetsTheBallastAndGivesItBack() {
        try (var watch = watch()) {
            usable = 7 * MB;
            time.passSeconds(5);
            assertThat(ballast()).isFalse();
            usable += 64 * MB; // what the release has brought is not room to spend
            time.passSeconds(5);
            assertThat(watch.free()).isEqualTo(7 * MB);
            assertThat(watch.room()).isEqualTo(Room.NEARLY_NONE);
            usable = 330 * MB;
            time.passSeconds(5);
            assertThat(ballast()).isFalse();
            assertThat(watch.room()).isEqualTo(Room.LITTLE);
            usable = 400 * MB;
            time.passSeconds(5);
            assertThat(ballast()).isTrue();
            assertThat(watch.room()).isEqualTo(Room.ENOUGH);
        }
    }

    @Test
    void aDiskThatDoesNotAnswerChangesNothing() {
        try (var watch = watch()) {
            broken = true;
            time.passSeconds(60);
            assertThat(watch.room()).isEqualTo(Room.ENOUGH);
            broken = false;
            usable = 1;
            time.passSeconds(5);
            assertThat(watch.room()).isEqualTo(Room.NEARLY_NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "255, ENOUGH, LITTLE",
        "256, ENOUGH, ENOUGH",
        "271, LITTLE, LITTLE",
        "272, LITTLE, ENOUGH",
        "64, LITTLE, LITTLE",
        "63, LITTLE, NEARLY_NONE",
        "79, NEARLY_NONE, NEARLY_NONE",
        "80, NEARLY_NONE, LITTLE",
        "300, NEARLY_NONE, ENOUGH",
        "0, ENOUGH, NEARLY_NONE"
    })
    void getsWorseAtALimitAndBetterClearlyAboveIt(long free, Room before, Room after) {
        assertThat(DiskWatch.judge(free * MB, before)).isEqualTo(after);
    }

    @Test
    void theBallastIsWrittenInFull() throws IOException {
        var ballast = new Ballast(data.resolve("ballast"), 3 * MB + 5);
        assertThat(ballast.held()).isFalse();
        ballast.take();
        assertThat(ballast.held()).isTrue();
        assertThat(data.resolve("ballast")).hasSize(3 * MB + 5);
        ballast.release();
        ballast.release();
        assertThat(ballast.held()).isFalse();
        assertThatThrownBy(() -> new Ballast(data.resolve("missing/ballast"), 1).take())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aRealDiskIsMeasured() {
        try (var watch = new DiskWatch(data, DiskWatch.Disk.of(data), time, time)) {
            assertThat(watch.free()).isPositive().isLessThan(Long.MAX_VALUE);
        }
    }
}
