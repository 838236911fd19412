package offhook.gateway.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import offhook.gateway.ops.Endpoint;
import offhook.runtime.net.http.Routes;

/**
 * The control API: its parts, behind the token.
 *
 * @param pool where the calls run, which read the database
 */
public record ControlApi(ControlToken token, Executor pool, List<Part> parts) implements Endpoint {

    @Override
    public void install(Routes to) {
        var calls = new Calls(to, token.bearer(), pool);
        calls.get("", request -> CompletableFuture.completedStage(null)); // tells that it is there
        parts.forEach(part -> part.install(calls));
    }
}
