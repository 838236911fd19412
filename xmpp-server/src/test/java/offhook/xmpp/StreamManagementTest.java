package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.CrashScene;
import offhook.xmpp.testing.ManagedClient;
import org.junit.jupiter.api.Test;

/** XEP-0198: what the server acknowledges is safe, whatever happens next. */
class StreamManagementTest extends CrashScene {

    @Test
    void whatIsAcknowledgedIsCommitted() {
        var romeo = client("romeo");
        disk.turns(false);
        romeo.says(message("juliet", "1"));
        assertThat(romeo.isSafe()).isFalse();

        disk.turns(true);

        assertThat(romeo.isSafe()).isTrue();
        crash();
        assertThat(client("juliet").messages()).containsExactly("1");
    }

    @Test
    void aReceiverWhoIsThereGetsItAtOnce() {
        var romeo = client("romeo");
        var juliet = client("juliet");
        disk.turns(false);

        romeo.says(message("juliet", "1"));

        assertThat(juliet.messages()).containsExactly("1");
        assertThat(romeo.isSafe()).isFalse();
        disk.turns(true);
        assertThat(romeo.isSafe()).isTrue();
    }

    @Test
    void whatTheReceiverAcknowledgedDoesNotComeAgain() {
        var romeo = client("romeo");
        var juliet = client("juliet");
        romeo.says(message("juliet", "1"));
        assertThat(juliet.messages()).containsExactly("1");
        juliet.reads();
        juliet.fallsSilent();
        romeo.says(message("juliet", "2"));
        assertThat(romeo.isSafe()).isTrue();

        crash();

        assertThat(client("juliet").messages()).containsExactly("2");
    }

    @Test
    void aSessionThatEndsLeavesWhatItHasNotAcknowledged() {
        var romeo = client("romeo");
        var juliet = client("juliet").fallsSilent();
        romeo.says(message("juliet", "1"));
        juliet.breaks();
        romeo.says(message("juliet", "2"));

        world.time.pass(Duration.ofMinutes(5));

        assertThat(juliet.resumes()).isFalse();
        assertThat(client("juliet").messages()).containsExactly("1", "2");
    }

    @Test
    void whatWaitedForALoginIsTakenByItsAcknowledgement() {
        var romeo = client("romeo");
        romeo.says(message("juliet", "1")).says(message("juliet", "2"));
        var juliet = client("juliet");
        assertThat(juliet.messages()).containsExactly("1", "2");
        juliet.reads();

        crash();

        assertThat(client("juliet").messages()).isEmpty();
    }

    @Test
    void whatWaitedForALoginStaysWithoutIt() {
        client("romeo").says(message("juliet", "1"));
        var juliet = new ManagedClient(world, "juliet").fallsSilent().starts();
        assertThat(juliet.messages()).containsExactly("1");
        juliet.breaks();
        world.time.pass(Duration.ofMinutes(4)); // longer than anybody waits for an answer to a ping

        crash();

        assertThat(client("juliet").messages()).containsExactly("1");
    }

    /** What came before the break counts, or the client would send it again. */
    @Test
    void aSessionIsResumedWhenAllThatCameBeforeIsSafe() {
        var romeo = client("romeo");
        disk.turns(false);
        romeo.says(message("juliet", "1"));
        romeo.breaks();

        romeo.asksToResume();

        assertThat(romeo.isResumed()).isFalse();
        disk.turns(true);
        assertThat(romeo.isResumed()).isTrue();
        assertThat(romeo.isSafe()).isTrue();
    }

    @Test
    void whoBreaksAgainWhileResumingMayTryOnceMore() {
        var romeo = client("romeo");
        disk.turns(false);
        romeo.says(message("juliet", "1"));
        romeo.breaks();
        romeo.asksToResume();
        romeo.breaks();
        disk.turns(true);

        assertThat(romeo.resumes()).isTrue();

        romeo.breaks();
        world.time.pass(Duration.ofMinutes(5));
        assertThat(romeo.resumes()).isFalse();
        assertThat(world.core.connected()).isZero();
    }

    @Test
    void whoIsAwayGetsOnlySoMuch() {
        world = new CoreWorld(database, List.of("xmpp.limits.unsent = '200KB'"));
        var romeo = client("romeo");
        var juliet = client("juliet");
        juliet.breaks();
        var large = message("juliet", "large").replace("Hi", "x".repeat(40_000));

        for (int i = 0; i < 3; i++) {
            romeo.says(large);
        }

        assertThat(juliet.resumes()).isFalse();
        assertThat(client("juliet").messages()).hasSize(3);
        assertThat(romeo.isConnected()).isTrue();
    }

    @Test
    void whoAcknowledgesNothingGetsOnlySoMuch() {
        world = new CoreWorld(database, List.of("xmpp.limits.unsent = '200KB'"));
        var romeo = client("romeo");
        var juliet = client("juliet").fallsSilent();
        var large = message("juliet", "large").replace("Hi", "x".repeat(40_000));

        for (int i = 0; i < 3; i++) {
            romeo.says(large);
            juliet.reads();
        }
        world.time.pass(Duration.ofSeconds(6));

        assertThat(juliet.isConnected()).isFalse();
        assertThat(client("juliet").messages()).hasSize(3);
    }

    @Test
    void aShutdownLosesNothingOfThoseWhoAreAway() {
        var romeo = client("romeo");
        var juliet = client("juliet");
        juliet.breaks();
        romeo.says(message("juliet", "1"));

        world.core.streams().shutDown();
        world.time.run();

        assertThat(world.core.connected()).isZero();
        crash();
        assertThat(client("juliet").messages()).containsExactly("1");
    }

    @Test
    void aNewSessionTakesTheResourceOfOneThatIsAway() {
        var romeo = client("romeo");
        var juliet = client("juliet");
        juliet.breaks();
        romeo.says(message("juliet", "1"));

        var again = client("juliet");

        assertThat(again.messages()).containsExactly("1");
        assertThat(juliet.resumes()).isFalse();
    }
}
