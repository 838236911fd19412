package offhook.voicemail.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import offhook.runtime.config.Secret;

/** A web service that takes recordings by POST. Safe to share. */
final class HttpTranscriber implements Transcriber {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI url;
    private final Optional<Secret> authorization;
    private final Duration timeout;

    HttpTranscriber(URI url, Optional<Secret> authorization, Duration timeout) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.url = url;
        this.authorization = authorization;
        this.timeout = timeout;
    }

    @Override
    public String read(Path wav, Locale language) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "audio/wav")
                .header("Accept", "text/plain, application/json")
                .header("Accept-Language", language.toLanguageTag())
                .POST(BodyPublishers.ofFile(wav));
        authorization.ifPresent(secret -> request.header("Authorization", secret.text()));
        var text = new ByteArrayOutputStream();
        var exchange = http.sendAsync(
                request.build(), BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> add(bytes, text))));
        return read(answer(exchange), text.toString(StandardCharsets.UTF_8));
    }

    /** The time is for all of it: a service that answers a byte a minute does not hold us. */
    private HttpResponse<Void> answer(CompletableFuture<HttpResponse<Void>> exchange)
            throws IOException, InterruptedException {
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw new IOException(
                    "the service cannot be asked: " + cause.getClass().getSimpleName(), cause);
        } catch (TimeoutException e) {
            throw new IOException("the service takes longer than " + timeout.toSeconds() + " s", e);
        } finally {
            exchange.cancel(true);
        }
    }

    private static void add(byte[] part, ByteArrayOutputStream to) {
        if (to.size() + part.length > SpokenText.MOST_BYTES) {
            throw new UncheckedIOException(new IOException("too much"));
        }
        to.writeBytes(part);
    }

    private static String read(HttpResponse<Void> response, String text) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the service answers " + response.statusCode());
        }
        var type = response.headers().firstValue("content-type").orElse("");
        return type.startsWith("application/json") ? fromJson(text) : text;
    }

    private static String fromJson(String text) throws IOException {
        try {
            return JSON.readTree(text).path("text").asText("");
        } catch (JsonProcessingException e) {
            throw new IOException("the service answers with what is no JSON", e);
        }
    }
}
