package offhook.xmpp.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError;

/**
 * The way back to a session whose connection broke, XEP-0198 §5: for a while it waits for its client to come on another
 * stream. Guarded by its session; what it calls elsewhere, it calls without that lock.
 */
final class Resumption {

    private final ClientSession session;
    private final Management management;
    private final ClientStreams common;
    private final String id;
    private Timer timer; // while the client is away

    Resumption(ClientSession session, Management management, ClientStreams common) {
        this.session = session;
        this.management = management;
        this.common = common;
        this.id = common.randomId();
        common.resumptions().add(id, this);
    }

    /** With which the client asks for the session. */
    String id() {
        return id;
    }

    ClientSession session() {
        return session;
    }

    /** The client is away; under the lock. */
    void away(Loop loop) {
        timer = loop.after(common.config().resumeWithin(), this::expire);
        management.away();
    }

    /** Ends a session that waits for its client. */
    void expire() {
        if (session.isAway()) {
            session.end(Ending.CUT);
        }
    }

    /** The session is over; under the lock. */
    void over() {
        if (timer != null) {
            timer.cancel();
        }
        common.resumptions().remove(id, session, management.count());
    }

    /**
     * The client is back on another stream: the session leaves the one it may still have.
     *
     * @return whether it can be resumed, once all that came before is taken care of
     */
    CompletionStage<Boolean> release() {
        var former = session.stream();
        if (former == null) {
            return management.settled();
        }
        var left = new CompletableFuture<Void>();
        former.loop().execute(() -> {
            session.leave(former);
            former.fail(new StreamError(StreamError.Condition.CONFLICT, "the session is resumed elsewhere"));
            left.complete(null);
        });
        return left.thenCompose(done -> management.settled());
    }

    /**
     * Goes on with this stream; false if that is too late. On the stream's loop.
     *
     * @param known how many stanzas the client has got
     */
    boolean resume(ClientStream to, long known) {
        List<Runnable> due;
        synchronized (session) {
            if (!session.isAway()) {
                return false;
            }
            due = management.back(known);
            timer.cancel();
            session.join(to);
            session.sendRaw(Element.of("resumed", StreamManagement.NS)
                    .with("previd", id)
                    .with("h", Long.toString(management.count())));
            management.sendAgain();
            session.lookedAt(true); // XEP-0352 §5: it says so again if it is not
        }
        due.forEach(Runnable::run);
        return true;
    }
}
