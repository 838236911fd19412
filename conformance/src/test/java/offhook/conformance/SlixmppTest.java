package offhook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client in another language, with a TLS, an XML parser and a SASL of its own. */
class SlixmppTest {

    private static final Path SCRIPT = Path.of("src", "test", "python", "day.py");

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aDayOfTwoPeople() throws IOException, InterruptedException {
        try (var server = new Product(List.of("juliet", "romeo"))) {
            // Debian's Python is the one that has Debian's packages.
            var python = new ProcessBuilder(
                            "/usr/bin/python3",
                            SCRIPT.toString(),
                            String.valueOf(server.port()),
                            Product.DOMAIN,
                            Product.PASSWORD,
                            server.certificate().toString())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(python.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains(
                            "juliet logs in over TLS",
                            "romeo logs in with SCRAM",
                            "Romeo sees that Juliet is busy",
                            "they chat",
                            "they talk there",
                            "Romeo finds the chat in his archive",
                            "Romeo is back in the same session and has missed nothing",
                            "a wrong password is refused",
                            "the day is over");
        }
    }
}
