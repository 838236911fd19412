package offhook.sip.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.sip.call.CallTracker;
import offhook.sip.message.Method;

/**
 * Strangers who call nobody wait as long as those who call somebody who is away, whose call is on disk before they hear
 * of it: however long the database takes, it does not tell who is here. Safe to share.
 */
record CallsOfStrangers(CallTracker tracker) implements Step, Watcher {

    /** A call is written when it begins and when it ends. Once it is known to concern one of us, it has its own watcher. */
    @Override
    public boolean take(Walk walk) {
        if (walk.request().is(Method.INVITE) && walk.isFromStranger()) {
            tracker.pretend();
            walk.watcher = this;
        }
        return true;
    }

    @Override
    public CompletionStage<Void> refused(int status) {
        return status == Walk.NOBODY ? tracker.pretend() : CompletableFuture.completedFuture(null);
    }
}
