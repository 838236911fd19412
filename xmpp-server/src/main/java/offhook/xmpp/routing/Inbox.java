package offhook.xmpp.routing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import offhook.runtime.work.Overloaded;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.StreamError;

/**
 * The stanzas of one client, one after the other: while one waits for the database, those behind it wait too (RFC 6120
 * §10.1), and so does the end of the session. When more than {@value #ENOUGH} bytes wait, no more is read from the client
 * until all is handled; what was read already may come to {@value #LIMIT} bytes, then the client is sent away. Safe to
 * share.
 */
final class Inbox {

    /** Handles one stanza on the account's lane. */
    interface Handler {

        /** @return completes when the next stanza may be handled; null if that is now */
        CompletionStage<?> handle(Resource from, Stanza stanza);
    }

    static final int ENOUGH = 1 << 16;
    static final int LIMIT = 1 << 22;

    private final Resource resource;
    private final Handler handler;

    // Guarded by this. The queue exists while something waits.
    private boolean busy;
    private Queue<Stanza> waiting;
    private int bytes;
    private boolean paused;
    private Runnable end;

    Inbox(Resource resource, Handler handler) {
        this.resource = resource;
        this.handler = handler;
    }

    void add(Stanza stanza) {
        if (begin(stanza)) {
            onLane(() -> work(stanza), true);
        }
    }

    /** No stanza will follow; the task runs on the lane when all are handled. */
    void end(Runnable task) {
        boolean now;
        synchronized (this) {
            end = task;
            now = !busy;
            busy = true;
        }
        if (now) {
            onLane(() -> work(next()), true);
        }
    }

    private synchronized boolean begin(Stanza stanza) {
        if (!busy) {
            busy = true;
            return true;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        bytes += stanza.length();
        if (bytes > LIMIT) {
            refuse("too much is waiting to be handled");
            return false;
        }
        waiting.add(stanza);
        if (bytes > ENOUGH && !paused) {
            paused = true;
            resource.session().pause();
        }
        return false;
    }

    private void work(Stanza first) {
        for (var stanza = first; stanza != null; stanza = next()) {
            var pending = handler.handle(resource, stanza);
            if (pending != null && !pending.toCompletableFuture().isDone()) {
                var custody = stanza.custody();
                pending.whenComplete((done, failure) -> {
                    custody.release();
                    onLane(() -> work(next()), false);
                });
                return;
            }
            stanza.custody().release();
        }
    }

    /** The next stanza; null after the end has run, or if none waits. */
    private Stanza next() {
        Runnable last;
        synchronized (this) {
            var stanza = waiting == null ? null : waiting.poll();
            if (stanza != null) {
                bytes -= stanza.length();
                return stanza;
            }
            busy = false;
            waiting = null;
            bytes = 0;
            last = end;
            end = null;
            if (paused) {
                paused = false;
                resource.session().resume();
            }
        }
        if (last != null) {
            last.run();
        }
        return null;
    }

    private void onLane(Runnable task, boolean atOnce) {
        var lane = resource.account().lane();
        try {
            if (atOnce) {
                lane.runNow(task);
            } else {
                lane.execute(task);
            }
        } catch (Overloaded e) {
            refuse(e.getMessage());
        }
    }

    private void refuse(String why) {
        resource.session().close(new StreamError(StreamError.Condition.RESOURCE_CONSTRAINT, why));
    }
}
