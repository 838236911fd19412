package offhook.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.presence.ChatPresence;
import offhook.sip.event.Visibility;
import offhook.xmpp.XmppCore;

/**
 * Phones may see of somebody what chat contacts may: those who hold a subscription, and those who share a group; nobody
 * whom the person keeps away. Others are asked about as a chat contact would ask. Safe to share.
 *
 * @param pool for what must be read from the database
 */
record Acquaintance(Supplier<XmppCore> chat, Executor pool, ChatPresence presence, AskedLately lately)
        implements Visibility {

    @Override
    public CompletionStage<Boolean> maySee(User watcher, User watched) {
        if (isKeptAway(watcher, watched)) {
            return CompletableFuture.completedFuture(false);
        }
        return Visibility.ofGroups().or(this::holdsSubscription).maySee(watcher, watched);
    }

    private boolean isKeptAway(User watcher, User watched) {
        return chat.get().blocks(watched.jid(), watcher.jid());
    }

    private CompletionStage<Boolean> holdsSubscription(User watcher, User watched) {
        return CompletableFuture.supplyAsync(() -> chat.get().presence().maySee(watcher.jid(), watched.jid()), pool);
    }

    @Override
    public CompletionStage<?> ask(User watcher, User watched) {
        return isKeptAway(watcher, watched) || !lately.mayAsk(watcher.id(), watched.id())
                ? CompletableFuture.completedFuture(null)
                : chat.get().presence().ask(watcher.jid(), watched.jid());
    }

    @Override
    public CompletionStage<Boolean> isAsked(User watcher, User watched) {
        return isKeptAway(watcher, watched)
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.supplyAsync(
                        () -> chat.get().presence().hasAsked(watcher.jid(), watched.jid()), pool);
    }

    @Override
    public void listen(Consumer<UserId> watched) {
        presence.listenToAudience(watched);
    }
}
