package offhook.voicemail.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.config.Config;
import offhook.runtime.config.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TranscriptsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path wav;

    @BeforeEach
    void speak() throws IOException {
        wav = folder.resolve("7f3c7f3c.wav");
        Files.writeString(wav, "RIFF");
    }

    private CommandTranscriber shell(String script, Duration timeout) {
        return new CommandTranscriber(List.of("/bin/sh", "-c", script, "hook"), timeout);
    }

    @Test
    void aProgramReadsTheFileAndSaysWhatItHolds() throws Exception {
        var says = shell("echo \"$(cat \"$1\") in $OFFHOOK_LANGUAGE\"", LONG).read(wav, Locale.GERMAN);
        assertThat(says).isEqualTo("RIFF in de\n");
    }

    @Test
    void aProgramSeesNothingOfOurEnvironment() throws Exception {
        assertThat(shell("env | cut -d= -f1 | sort | tr '\\n' ' '", LONG)
                        .read(wav, Locale.ENGLISH)
                        .split(" "))
                .isSubsetOf("LANG", "OFFHOOK_LANGUAGE", "PATH", "PWD", "SHLVL", "_", "OLDPWD");
    }

    @Test
    void aProgramThatFails() {
        assertThatThrownBy(() -> shell("exit 3", LONG).read(wav, Locale.ENGLISH))
                .hasMessage("the command ended with 3");
        assertThatThrownBy(() -> new CommandTranscriber(List.of("/nowhere"), LONG).read(wav, Locale.ENGLISH))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithItsChildren() {
        assertThatThrownBy(() ->
                        shell("sleep 100 & sleep 100", Duration.ofSeconds(1)).read(wav, Locale.ENGLISH))
                .hasMessage("the command takes longer than 1 s");
    }

    @Test
    void aProgramThatNeverStopsTalkingIsEnded() {
        assertThatThrownBy(() -> shell("yes", LONG).read(wav, Locale.ENGLISH))
                .hasMessageStartingWith("the command writes more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain; charset=utf-8|But soft", "application/json|{\"text\": \"But soft\"}"})
    void aServiceGetsTheFileAndAnswersInEitherForm(String form) throws Exception {
        var parts = form.split("\\|");
        var seen = new LinkedBlockingQueue<String>();
        try (var service = new Service(exchange -> {
            seen.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization")
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            answer(exchange, 200, parts[0], parts[1]);
        })) {
            var says = service.transcriber(LONG).read(wav, Locale.ENGLISH);
            assertThat(says).isEqualTo("But soft");
            assertThat(seen).containsExactly("RIFF Bearer s3cret audio/wav");
        }
    }

    @Test
    void aServiceThatFails() throws Exception {
        try (var service = new Service(exchange -> answer(exchange, 500, "text/plain", "s3cret"))) {
            assertThatThrownBy(() -> service.transcriber(LONG).read(wav, Locale.ENGLISH))
                    .hasMessage("the service answers 500");
        }
        try (var service = new Service(exchange -> answer(exchange, 200, "application/json", "{"))) {
            assertThatThrownBy(() -> service.transcriber(LONG).read(wav, Locale.ENGLISH))
                    .hasMessageContaining("no JSON");
        }
        try (var service = new Service(exchange -> answer(exchange, 200, "text/plain", "x".repeat(100_000)))) {
            assertThatThrownBy(() -> service.transcriber(LONG).read(wav, Locale.ENGLISH))
                    .hasMessageStartingWith("the service cannot be asked");
        }
    }

    @Test
    void aServiceThatAnswersAByteAMinuteHoldsNobody() throws Exception {
        var over = new CountDownLatch(1);
        try (var service = new Service(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            awaited(over);
        })) {
            assertThatThrownBy(() -> service.transcriber(Duration.ofSeconds(1)).read(wav, Locale.ENGLISH))
                    .hasMessage("the service takes longer than 1 s");
            over.countDown();
        }
    }

    @Test
    void noMoreAtOnceThanAgreedAndNoMoreWaitingThanThereIsRoomFor() throws Exception {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
        Transcriber slow = (file, language) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.countDown();
            go.await();
            atOnce.decrementAndGet();
            return "yes";
        };
        try (var transcripts = new Transcripts(slow, 2)) {
            int all = 2 + Transcripts.MOST_WAITING + 5;
            for (int i = 0; i < all; i++) {
                transcripts.write("id", wav, Locale.ENGLISH, said::add);
            }
            assertThat(said).as("for whom there is no room").hasSize(5).containsOnly(Optional.empty());
            said.clear();
            awaited(begun); // or one thread has done it all before the other is there
            go.countDown();
            for (int i = 0; i < all - 5; i++) {
                assertThat(said.poll(20, TimeUnit.SECONDS)).contains("yes");
            }
            assertThat(said).isEmpty();
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void whatFailsOrSaysNothingHasNoText() throws Exception {
        BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
        var turn = new AtomicInteger();
        Transcriber moody = (file, language) -> switch (turn.getAndIncrement()) {
            case 0 -> throw new IOException("no");
            case 1 -> "\n";
            default -> " But\nsoft ";
        };
        try (var transcripts = new Transcripts(moody, 1)) {
            for (int i = 0; i < 3; i++) {
                transcripts.write("id", wav, Locale.ENGLISH, said::add);
            }
            assertThat(said.poll(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(said.poll(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(said.poll(20, TimeUnit.SECONDS)).contains("But soft");
        }
    }

    @Test
    void whatIsBrokenOffAtTheEndIsNotSaidToHaveNoText() throws Exception {
        BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        Transcriber endless = (file, language) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                over.countDown();
            }
        };
        var transcripts = new Transcripts(endless, 1);
        transcripts.write("id", wav, Locale.ENGLISH, said::add);
        begun.await();
        transcripts.close();
        over.await();
        transcripts.write("id", wav, Locale.ENGLISH, said::add);
        assertThat(said).isEmpty();
    }

    @Test
    void nobodyDoesItUnlessTheFileSaysSo() {
        var usual = Config.defaults(TranscriptConfig.class);
        assertThat(usual.isOn()).isFalse();
        assertThatThrownBy(() -> new Transcripts(usual)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new TranscriptConfig(
                        List.of(),
                        Optional.of(URI.create("https://stt.example/")),
                        Optional.of(new Secret("Bearer s3cret")),
                        LONG,
                        1))
                .asString()
                .doesNotContain("s3cret");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        var bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A web service on the loopback. */
    private static final class Service implements AutoCloseable {

        private final HttpServer server;

        Service(com.sun.net.httpserver.HttpHandler handler) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.start();
        }

        HttpTranscriber transcriber(Duration timeout) {
            var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/stt");
            return new HttpTranscriber(url, Optional.of(new Secret("Bearer s3cret")), timeout);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
