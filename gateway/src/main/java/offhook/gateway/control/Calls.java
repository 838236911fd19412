package offhook.gateway.control;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.Refusal;
import offhook.runtime.net.http.BearerToken;
import offhook.runtime.net.http.Handler;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;
import offhook.runtime.work.Cause;

/** The calls of the control API, all under {@code /api} and behind the token. Filled at start. */
public final class Calls {

    /** Answers with a record, which becomes JSON; null says that it is done. Runs on the pool: may block. */
    @FunctionalInterface
    public interface Call {
        CompletionStage<?> answer(Request request);
    }

    private final Routes routes;
    private final BearerToken token;
    private final Executor pool;

    Calls(Routes routes, BearerToken token, Executor pool) {
        this.routes = routes;
        this.token = token;
        this.pool = pool;
    }

    public Calls get(String path, Call call) {
        routes.get("/api" + path, pool, token.guard(json(call)));
        return this;
    }

    public Calls post(String path, Call call) {
        routes.post("/api" + path, pool, token.guard(json(call)));
        return this;
    }

    public Calls put(String path, Call call) {
        routes.put("/api" + path, pool, token.guard(json(call)));
        return this;
    }

    public Calls delete(String path, Call call) {
        routes.delete("/api" + path, pool, token.guard(json(call)));
        return this;
    }

    /** One that makes its own response. */
    Calls on(String method, String path, int largestBody, Handler handler) {
        routes.on(method, "/api" + path, pool, largestBody, token.guard(handler));
        return this;
    }

    private static Handler json(Call call) {
        return request -> {
            try {
                return call.answer(request).handle(Calls::response);
            } catch (Refusal e) {
                throw refused(e);
            }
        };
    }

    private static Response response(Object answer, Throwable failure) {
        if (failure == null) {
            return answer == null ? Response.done() : Response.json(200, Json.write(answer));
        }
        var cause = Cause.of(failure);
        throw cause instanceof Refusal refusal ? refused(refusal) : new CompletionException(cause);
    }

    private static HttpFailure refused(Refusal refusal) {
        return new HttpFailure(refusal.kind() == Refusal.Kind.UNKNOWN ? 404 : 409, refusal.getMessage());
    }
}
