package offhook.gateway.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.runtime.net.http.Response;

/**
 * {@code /api/reload}: reads the configuration, the list of people and the certificate again.
 *
 * @param reload blocks a little; its stage completes when everybody on the list can log in
 */
public record ReloadPart(Supplier<CompletionStage<Reloaded>> reload) implements Part {

    @Override
    public void install(Calls to) {
        to.on("POST", "/reload", 0, request -> {
            var done = reload.get();
            return CompletableFuture.completedStage(Response.feed(
                    "application/x-ndjson",
                    wake -> new OneLine<>(done, failure -> Reloaded.mistaken(List.of(failure)), wake)));
        });
    }
}
