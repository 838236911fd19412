package offhook.sip.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;

/** Who may see what somebody is doing. Safe to share. */
@FunctionalInterface
public interface Visibility {

    /** Answers at once or later, on any thread. */
    CompletionStage<Boolean> maySee(User watcher, User watched);

    /** Those who share a group of the directory. */
    static Visibility ofGroups() {
        return (watcher, watched) ->
                CompletableFuture.completedFuture(watcher.groups().stream().anyMatch(watched.groups()::contains));
    }

    /** These, and those. */
    default Visibility or(Visibility other) {
        return (watcher, watched) -> maySee(watcher, watched)
                .thenCompose(seen -> seen ? CompletableFuture.completedFuture(true) : other.maySee(watcher, watched));
    }
}
