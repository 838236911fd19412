package offhook.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.concurrent.Executor;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;

/**
 * {@code /metrics}, in the text format of Prometheus.
 *
 * @param pool some of the numbers are read from the database
 */
public record MetricsEndpoint(Metrics metrics, Executor pool) implements Endpoint {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    @Override
    public void install(Routes to) {
        to.get(
                "/metrics",
                pool,
                request ->
                        completedStage(Response.of(200, TYPE, metrics.scrape().getBytes(UTF_8))));
    }
}
