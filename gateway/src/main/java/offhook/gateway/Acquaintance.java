package offhook.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.sip.event.Visibility;
import offhook.xmpp.XmppCore;

/**
 * Phones may see of somebody what chat contacts may: those who hold a subscription, and those who share a group; nobody
 * whom the person keeps away.
 *
 * @param pool for what must be read from the database
 */
record Acquaintance(Supplier<XmppCore> chat, Executor pool) implements Visibility {

    @Override
    public CompletionStage<Boolean> maySee(User watcher, User watched) {
        if (chat.get().blocks(watched.jid(), watcher.jid())) {
            return CompletableFuture.completedFuture(false);
        }
        return Visibility.ofGroups().or(this::holdsSubscription).maySee(watcher, watched);
    }

    private CompletionStage<Boolean> holdsSubscription(User watcher, User watched) {
        return CompletableFuture.supplyAsync(() -> chat.get().maySeePresence(watcher.jid(), watched.jid()), pool);
    }
}
