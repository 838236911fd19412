package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What everybody sees of a server that is told to stop while a mail is on its way. */
@Timeout(120)
class ShutdownTest {

    @TempDir
    Path folder;

    @Test
    void goodbyeToAllAndNothingNewUntilWhatWasBegunIsOver() throws Exception {
        try (var mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LiveProduct.writePeople(
                    folder.resolve("users.csv"),
                    "juliet,Juliet,201,wherefore,juliet@mail.example",
                    "nurse,Nurse,202,wherefore,");
            var product = new LiveProduct(folder, LiveProduct.mailing(mail.getLocalPort()));
            CompletableFuture<Void> stopped;
            try (var nurse = product.chat("nurse");
                    var romeo = product.stranger("romeo")) {
                assertThat(product.get("/readyz")).startsWith("200 ");
                assertThat(romeo.invite("juliet")).startsWith("SIP/2.0 404");
                var slow = mail.accept(); // and says nothing: the attempt hangs

                stopped = CompletableFuture.runAsync(product::close);
                assertThat(nurse.hearsTheEnd()).contains("<system-shutdown").contains("</stream:stream>");
                assertThat(romeo.invite("nurse")).startsWith("SIP/2.0 503").contains("Retry-After:");
                assertThat(product.get("/readyz")).startsWith("503 ").contains("the listeners are not up");
                assertThat(product.get("/healthz")).startsWith("200 ");
                assertThat(stopped).isNotDone();
                slow.close();
            }
            stopped.get(30, TimeUnit.SECONDS);
        }
    }
}
