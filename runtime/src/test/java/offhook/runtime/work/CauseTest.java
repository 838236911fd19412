package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import offhook.runtime.storage.StorageFailure;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class CauseTest {

    private final Logger log = LoggerFactory.getLogger(CauseTest.class);
    private final Logged logged = Logged.by(CauseTest.class);

    @AfterEach
    void leave() {
        logged.close();
    }

    @Test
    void whatStagesWrapIsUnwrapped() {
        var why = new IllegalStateException("full");
        var heard = new AtomicReference<Throwable>();
        CompletableFuture.failedFuture(new CompletionException(why))
                .thenApply(done -> done)
                .thenApply(done -> done)
                .whenComplete((done, failure) -> heard.set(failure));
        assertThat(Cause.of(heard.get())).isSameAs(why);
        assertThat(Cause.of(why)).isSameAs(why);
    }

    @Test
    void nothingFailed() {
        assertThat(Cause.of(null)).isNull();
    }

    @Test
    void aWrapperOfNothingIsItself() {
        var bare = new CompletionException("nothing inside", null);
        assertThat(Cause.of(bare)).isSameAs(bare);
    }

    @Test
    void aCauseIsOneLine() {
        assertThat(Cause.line(new CompletionException(new IllegalStateException("first\r\n\tsecond"))))
                .isEqualTo("java.lang.IllegalStateException: first second");
    }

    @Test
    void aStorageFailureSaysItselfWhatIsWrong() {
        var away = new StorageFailure(StorageFailure.Kind.UNREACHABLE, "PostgreSQL at db.example does not answer");
        assertThat(Cause.line(new CompletionException(away))).isEqualTo("PostgreSQL at db.example does not answer");
    }

    @Test
    void whatIsForeseenIsLoggedInOneLine() {
        var away = new StorageFailure(StorageFailure.Kind.UNREACHABLE, "PostgreSQL does not answer");
        Cause.log(log, new CompletionException(away), "{} of {} failed", "Presence", "juliet");
        assertThat(logged.events()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("Presence of juliet failed: PostgreSQL does not answer");
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    @Test
    void aFaultOfOursIsLoggedWithItsStackTrace() {
        Cause.log(log, new CompletionException(new IllegalStateException("odd")), "{} failed", "Presence");
        assertThat(logged.events()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).isEqualTo("Presence failed");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("odd");
        });
    }
}
