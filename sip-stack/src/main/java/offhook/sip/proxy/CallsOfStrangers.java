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

    /** Once it is known to concern one of us, it has its own watcher. */
    @Override
    public boolean take(Walk walk) {
        if (walk.request().is(Method.INVITE) && walk.isFromStranger()) {
            walk.watcher = this;
        }
        return true;
    }

    /**
     * A call is written when it begins and when it ends; and where the person is away, the one comes soon after the other.
     * Only here is it known that this one is nobody's: those that are somebody's are not written twice for its sake.
     */
    @Override
    public CompletionStage<Void> refused(int status) {
        if (status != Walk.NOBODY) {
            return CompletableFuture.completedFuture(null);
        }
        tracker.pretend();
        return tracker.pretend();
    }
}
