package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import offhook.directory.testing.TestPeople;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {

    private final TestPeople people = TestPeople.ofVerona();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final PasswordCheck check = new PasswordCheck(people, pool::add, new byte[32], 2);

    @Test
    void theRightPasswordIsThePersons() {
        assertThat(answer(check.check("juliet", "juliet-secret"))).contains(people.get("juliet"));
        assertThat(answer(check.check("JULIET", "juliet-secret"))).contains(people.get("juliet"));
        assertThat(answer(check.check("juliet", "romeo-secret"))).isEmpty();
        assertThat(answer(check.check("juliet", ""))).isEmpty();
    }

    @Test
    void whatWasRightIsAnsweredAtOnceTheNextTime() {
        answer(check.check("juliet", "juliet-secret"));
        assertThat(check.check("juliet", "juliet-secret").toCompletableFuture())
                .isCompletedWithValue(Optional.of(people.get("juliet")));
        assertThat(pool).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameTakeTheSameSteps() {
        answer(check.check("juliet", "juliet-secret"));
        for (String name : new String[] {"juliet", "nobody", "", "a b"}) {
            var answer = check.check(name, "guess");
            assertThat(answer.toCompletableFuture()).isNotDone();
            assertThat(pool).hasSize(1);
            assertThat(answer(answer)).isEmpty();
        }
    }

    @Test
    void whoHasLeftIsNotLetInByAMemory() {
        answer(check.check("juliet", "juliet-secret"));
        people.disable("juliet");
        assertThat(answer(check.check("juliet", "juliet-secret"))).isEmpty();
    }

    @Test
    void tooManyChecksAtOnceAreRefused() {
        var first = check.check("juliet", "juliet-secret");
        check.check("romeo", "romeo-secret");
        assertThatThrownBy(() -> check.check("nurse", "nurse-secret")
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(Overloaded.class);
        assertThat(answer(first)).isPresent();
        assertThat(answer(check.check("nurse", "nurse-secret"))).isPresent();
    }

    @Test
    void aPoolThatIsClosedFailsTheCheckAndTakesNoPlace() {
        var closed = new PasswordCheck(
                people,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                new byte[32],
                1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() ->
                            closed.check("juliet", "x").toCompletableFuture().join())
                    .hasRootCauseMessage("closed");
        }
    }

    private Optional<User> answer(CompletionStage<Optional<User>> stage) {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        return stage.toCompletableFuture().join();
    }
}
