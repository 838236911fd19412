package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final List<String> told = new ArrayList<>();
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.writeString(folder.resolve("users.csv"), "juliet");
    }

    private FileWatch watch() {
        return new FileWatch(
                List.of(file, folder.resolve("other")), Duration.ofSeconds(2), time, time, () -> told.add(text()));
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "gone";
        }
    }

    @Test
    void tellsAChangeOnceWhenItHasSettled() throws IOException {
        try (var watch = watch()) {
            assertThat(watch).isNotNull();
            time.passSeconds(60);
            Files.writeString(file, "juliet, ro");
            time.passSeconds(2);
            Files.writeString(file, "juliet, romeo");
            time.passSeconds(2);
            assertThat(told).isEmpty();
            time.passSeconds(2);
            assertThat(told).containsExactly("juliet, romeo");
            time.passSeconds(60);
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void seesAReplacedFileAndOneThatComesAndGoes() throws IOException {
        try (var watch = watch()) {
            assertThat(watch).isNotNull();
            var stamp = Files.getLastModifiedTime(file);
            var fresh = Files.writeString(folder.resolve("fresh"), "tybalt");
            Files.setLastModifiedTime(fresh, stamp);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            time.passSeconds(4);
            Files.delete(file);
            time.passSeconds(4);
            Files.writeString(folder.resolve("other"), "new");
            time.passSeconds(4);
            assertThat(told).containsExactly("tybalt", "gone", "gone");
        }
    }

    @Test
    void aChangeOfTheDateIsAChange() throws IOException {
        try (var watch = watch()) {
            assertThat(watch).isNotNull();
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            time.passSeconds(4);
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void goesOnAfterAFailureAndEndsWithClose() throws IOException {
        var watch = new FileWatch(List.of(file), Duration.ofSeconds(2), time, time, () -> {
            told.add(text());
            throw new IllegalStateException("cannot follow");
        });
        Files.writeString(file, "first");
        time.passSeconds(4);
        Files.writeString(file, "second");
        time.passSeconds(4);
        watch.close();
        Files.writeString(file, "third");
        time.passSeconds(10);
        assertThat(told).containsExactly("first", "second");
        assertThat(time.timers()).isZero();
    }
}
