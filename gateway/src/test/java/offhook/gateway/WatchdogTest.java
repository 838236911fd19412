package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An event loop of the running server that something holds up. */
@Timeout(120)
class WatchdogTest {

    @TempDir
    Path folder;

    @Test
    void aLoopThatStallsIsLoggedWithItsStack() throws Exception {
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, "")) {
            double before = product.number("offhook_loop_stall_total");
            var release = new CountDownLatch(1);
            var name = new CompletableFuture<String>();
            var loop = product.gateway.parts.on.loops.loops().get(0);
            loop.execute(() ->
                    name.complete("The event loop " + Thread.currentThread().getName()));
            loop.execute(() -> holdUp(release));
            var stalls = log.await(name.join() + " has not turned for 200 ms; it is at");
            release.countDown();
            assertThat(stalls)
                    .last()
                    .asString()
                    .contains("offhook.gateway.WatchdogTest.holdUp(")
                    .doesNotContain("\n");
            log.await(name.join() + " turns again");
            assertThat(product.number("offhook_loop_stall_total")).isGreaterThan(before);
        }
    }

    private static void holdUp(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
