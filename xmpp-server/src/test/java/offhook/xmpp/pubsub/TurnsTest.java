package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private final ManualTime time = new ManualTime();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatComesSecondWaitsForWhatTheFirstWaitsFor() {
        var turns = new Turns(time.lanes());
        var commit = new CompletableFuture<String>();
        turns.run(JULIET, "n", () -> new Turns.Step<>(commit, kept -> done.add(kept)));
        turns.run(JULIET, "n", () -> Turns.Step.done(done.add("second")));
        time.run();
        assertThat(done).isEmpty();
        commit.complete("first");
        time.run();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void soManyWaitAndNoMore() {
        var turns = new Turns(time.lanes());
        var commit = new CompletableFuture<String>();
        turns.run(JULIET, "n", () -> new Turns.Step<>(commit, kept -> kept));
        time.run();
        for (int i = 0; i < 1_000; i++) {
            turns.run(JULIET, "n", () -> Turns.Step.done(done.add("x")));
            time.run();
        }
        var tooMuch = turns.run(JULIET, "n", () -> Turns.Step.done(done.add("x")));
        time.run();
        assertOverloaded(tooMuch);
        commit.complete("first");
        time.run();
        assertThat(done).hasSize(1_000);
    }

    @Test
    void aLaneThatIsFullIsNoException() {
        var turns = new Turns(new Lanes(never -> {}));
        CompletionStage<Boolean> last = null;
        for (int i = 0; i <= 10_000; i++) {
            last = turns.run(JULIET, "n", () -> Turns.Step.done(true));
        }
        assertOverloaded(last);
    }

    /** Whether contacts see an activity does not depend on whether there is room to tell them. */
    @Test
    void whatCannotBeToldIsDoneAllTheSame() {
        var desk = new Desk(null, null, new Turns(new Lanes(never -> {})), time);
        for (int i = 0; i < 10_000; i++) {
            desk.inTurn(JULIET, "n", () -> done.add("told"), () -> done.add("untold"));
        }
        assertThat(done).isEmpty();
        desk.inTurn(JULIET, "n", () -> done.add("told"), () -> done.add("untold"));
        assertThat(done).containsExactly("untold");
    }

    private static void assertOverloaded(CompletionStage<?> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCauseInstanceOf(Overloaded.class);
    }
}
