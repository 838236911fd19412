package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.Test;

class CommitProbeTest {

    private final ManualTime time = new ManualTime();

    private static Optional<String> now(CompletionStage<Optional<String>> answer) {
        return answer.toCompletableFuture().getNow(Optional.of("not answered yet"));
    }

    @OnEachDatabase
    void aDatabaseThatCommitsIsReady(Database database) {
        assertThat(now(new CommitProbe(database, time).check())).isEmpty();
        assertThat(time.timers()).isZero();
    }

    @Test
    void oneThatDoesNotCommitWithinASecondIsNot() {
        Queue<Runnable> writer = new ArrayDeque<>();
        try (var database = TestDatabases.sqlite(writer::add)) {
            var probe = new CommitProbe(database, time);
            var answer = probe.check();
            assertThat(probe.check()).isSameAs(answer); // many who ask are one write
            time.passSeconds(1);
            assertThat(now(answer)).contains("no commit within 1 s, 1 writes wait");
            writer.remove().run();
            var again = probe.check();
            writer.remove().run();
            assertThat(now(again)).isEmpty();
        }
    }

    @Test
    void oneThatFailsSaysWhy() {
        var database = TestDatabases.sqlite();
        database.close();
        assertThat(now(new CommitProbe(database, time).check())).contains("The database is closed");
    }
}
