package offhook.sip.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;

/** Who may see what somebody is doing. Safe to share. */
@FunctionalInterface
public interface Visibility {

    /** Answers at once or later, on any thread. */
    CompletionStage<Boolean> maySee(User watcher, User watched);

    /**
     * Asks the one who is watched whether this watcher may, RFC 8048 §5.3.1.
     *
     * @return completes when the question cannot be lost any more, or was not put; on any thread
     */
    default CompletionStage<?> ask(User watcher, User watched) {
        return CompletableFuture.completedFuture(null);
    }

    /** Whether that question waits for its answer. */
    default CompletionStage<Boolean> isAsked(User watcher, User watched) {
        return CompletableFuture.completedFuture(false);
    }

    /** From now on the listener hears of everybody who may be seen by others than before; it only takes a note. */
    default void listen(Consumer<UserId> watched) {}

    /** Those who share a group of the directory. */
    static Visibility ofGroups() {
        return (watcher, watched) ->
                CompletableFuture.completedFuture(watcher.groups().stream().anyMatch(watched.groups()::contains));
    }

    /** These, and those; nobody is asked. */
    default Visibility or(Visibility other) {
        return (watcher, watched) -> maySee(watcher, watched)
                .thenCompose(seen -> seen ? CompletableFuture.completedFuture(true) : other.maySee(watcher, watched));
    }
}
