package offhook.sip.event;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;

/** What watchers may see: themselves and, for peers, everybody; else what those who are watched allow. Safe to share. */
record Permissions(Visibility visibility) {

    /** @param watcher empty for a peer */
    CompletionStage<Sight> sight(EventPackage what, Optional<User> watcher, User watched) {
        boolean isClose = watcher.isEmpty() || watcher.get().id().equals(watched.id());
        if (isClose || !what.isShared()) {
            return CompletableFuture.completedFuture(isClose ? Sight.SEEN : Sight.HIDDEN);
        }
        return visibility.maySee(watcher.get(), watched).thenCompose(allowed -> {
            if (allowed || !what.mayBeAskedFor()) {
                return CompletableFuture.completedFuture(allowed ? Sight.SEEN : Sight.HIDDEN);
            }
            return visibility.isAsked(watcher.get(), watched).thenApply(asked -> asked ? Sight.ASKED : Sight.HIDDEN);
        });
    }

    /** The same, after the person was asked where that is needed. */
    CompletionStage<Sight> asking(EventPackage what, Optional<User> watcher, User watched) {
        return sight(what, watcher, watched)
                .thenCompose(now -> now == Sight.HIDDEN && what.isShared() && what.mayBeAskedFor()
                        ? visibility
                                .ask(watcher.orElseThrow(), watched)
                                .thenCompose(ok -> sight(what, watcher, watched))
                        : CompletableFuture.completedFuture(now));
    }
}
