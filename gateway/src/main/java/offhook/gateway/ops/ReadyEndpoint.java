package offhook.gateway.ops;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;

/** {@code /readyz}: 200 when everything is in order, else 503 with a line for each thing that is not. */
public record ReadyEndpoint(List<ReadyCheck> checks) implements Endpoint {

    private static final Executor HERE = Runnable::run;

    public ReadyEndpoint {
        checks = List.copyOf(checks);
    }

    @Override
    public void install(Routes to) {
        to.get("/readyz", HERE, this::answer);
    }

    private CompletionStage<Response> answer(Request request) {
        CompletionStage<Stream<String>> wrong = CompletableFuture.completedStage(Stream.empty());
        for (var check : checks) {
            wrong = wrong.thenCombine(
                    check.check().exceptionally(failure -> Optional.of(String.valueOf(failure.getMessage()))),
                    (lines, line) -> Stream.concat(lines, line.stream()));
        }
        return wrong.thenApply(lines -> response(lines.toList()));
    }

    private static Response response(List<String> wrong) {
        return wrong.isEmpty()
                ? Response.text(200, "ready\n")
                : Response.text(503, wrong.stream().map(line -> line + '\n').collect(Collectors.joining()));
    }
}
