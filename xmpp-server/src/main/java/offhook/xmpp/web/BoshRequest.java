package offhook.xmpp.web;

import java.util.concurrent.CompletableFuture;
import offhook.runtime.net.http.Response;
import offhook.runtime.work.Timer;

/** A request of a session, and who waits for its answer. Belongs to the session's loop. */
final class BoshRequest {

    final long rid;
    final BoshBody body;
    private CompletableFuture<Response> answer;
    private Timer wait = () -> {};

    BoshRequest(long rid, BoshBody body, CompletableFuture<Response> answer) {
        this.rid = rid;
        this.body = body;
        this.answer = answer;
    }

    /** It is answered when this is over, if there is nothing to say before. */
    void waits(Timer timer) {
        wait = timer;
    }

    /** The client asks the same on a new connection, and does not wait for it on the old one. */
    void moved(CompletableFuture<Response> to) {
        answer.complete(BoshAnswer.empty());
        answer = to;
    }

    void answer(Response response) {
        wait.cancel();
        answer.complete(response);
    }
}
