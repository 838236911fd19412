package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(3);
    private final ArrayList<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> take() {
        return turns.take(() -> {
                    var task = new CompletableFuture<String>();
                    begun.add(task);
                    return (CompletionStage<String>) task;
                })
                .toCompletableFuture();
    }

    @Test
    void oneBeginsWhenTheOneBeforeIsOver() {
        var first = take();
        var second = take();
        assertThat(begun).hasSize(1);
        begun.get(0).complete("done");
        assertThat(first).isCompletedWithValue("done");
        assertThat(begun).hasSize(2);
        assertThat(second).isNotDone();
    }

    @Test
    void aFailureIsOverToo() {
        take();
        var thrown = turns.take(() -> {
            throw new IllegalStateException("refused");
        });
        var third = take();
        begun.get(0).completeExceptionally(new IllegalStateException("failed"));
        assertThatThrownBy(() -> thrown.toCompletableFuture().join()).hasRootCauseMessage("refused");
        begun.get(1).complete("done");
        assertThat(third).isCompletedWithValue("done");
    }

    @Test
    void tooManyAreRefused() {
        take();
        take();
        take();
        assertThatThrownBy(() -> take().join()).hasCauseInstanceOf(Overloaded.class);
        begun.get(0).complete("done");
        take();
        assertThat(begun).hasSize(2);
    }
}
