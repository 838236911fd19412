package offhook.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import offhook.runtime.config.Config;
import offhook.runtime.config.Listen;
import offhook.runtime.life.StartFailure;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health, readiness and numbers, over a real socket. */
@Timeout(30)
class OpsServerTest {

    private final EventLoops loops = EventLoops.start(1);
    private final ManualTime time = new ManualTime();
    private final AtomicReference<String> listeners = new AtomicReference<>();
    private final AtomicReference<CompletionStage<Optional<String>>> database =
            new AtomicReference<>(CompletableFuture.completedStage(Optional.empty()));
    private final Metrics metrics = new Metrics();
    private final List<Loop> watched = new ArrayList<>(loops.loops());
    private OpsServer server;

    @BeforeEach
    void start() throws Exception {
        server = new OpsServer(
                new OpsConfig(Listen.parse("127.0.0.1:0")),
                loops,
                InstantSource.system(),
                List.of(
                        new HealthEndpoint(watched, time),
                        new ReadyEndpoint(List.of(() -> database.get(), ReadyCheck.of(listeners::get))),
                        new MetricsEndpoint(metrics, Runnable::run)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        loops.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .build();
    }

    @Test
    void isHealthyWhileTheLoopsTurn() throws Exception {
        var answer = get("/healthz");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
    }

    @Test
    void isIllWhenALoopDoesNotTurn() throws Exception {
        var stuck = time.loop();
        var asked = new CompletableFuture<Void>();
        watched.set(0, new Loop() {
            @Override
            public boolean here() {
                return false;
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return stuck.after(delay, task);
            }

            @Override
            public void execute(Runnable task) {
                asked.complete(null);
            }
        });
        var answer = HttpClient.newHttpClient().sendAsync(request("/healthz"), BodyHandlers.ofString());
        asked.get(10, TimeUnit.SECONDS);
        time.passSeconds(1);
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(answer.join().body()).isEqualTo("1 of 1 event loops do not turn\n");
    }

    @Test
    void isReadyWhenEverythingIsInOrder() throws Exception {
        assertThat(get("/readyz").body()).isEqualTo("ready\n");
    }

    @Test
    void saysALineForEachThingThatIsNotInOrder() throws Exception {
        listeners.set("the listeners are not up");
        assertThat(get("/readyz").body()).isEqualTo("the listeners are not up\n");
        database.set(CompletableFuture.failedStage(new IllegalStateException("no database")));
        var answer = get("/readyz");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("no database\nthe listeners are not up\n");
    }

    @Test
    void showsTheNumbers() throws Exception {
        metrics.counter("test_thing", "Things.").add(3);
        var answer = get("/metrics");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("offhook_test_thing_total 3");
    }

    @Test
    void aPortThatIsTakenIsOneLine() {
        var taken = new OpsServer(
                new OpsConfig(Listen.parse("127.0.0.1:" + server.address().getPort())),
                loops,
                InstantSource.system(),
                List.of());
        assertThatThrownBy(taken::start)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("another program has this port");
    }

    @Test
    void waitsOnTheLoopbackUnlessToldOtherwise() {
        assertThat(Config.defaults(OpsConfig.class).http()).hasToString("127.0.0.1:8080");
        assertThatThrownBy(() -> new OpsConfig(Listen.parse("tls:8080")))
                .hasMessageStartingWith("http: tls:0.0.0.0:8080 is not");
    }
}
