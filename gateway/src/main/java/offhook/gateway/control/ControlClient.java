package offhook.gateway.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import offhook.gateway.ops.OpsConfig;
import offhook.runtime.config.Listen;

/**
 * Talks to the server that runs on this machine. Every verb blocks, and fails with {@link NotRunning} if nothing answers
 * or {@link Refused} if the server does not do it.
 */
public final class ControlClient {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(35);

    private final String address;
    private final Path data;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    /** @param data the data folder, which holds the token */
    public ControlClient(OpsConfig config, Path data) {
        this.address = local(config.http());
        this.data = data;
    }

    /** A server that waits on all addresses is asked on the loopback. */
    private static String local(Listen listen) {
        return switch (listen.address()) {
            case "0.0.0.0" -> "127.0.0.1:" + listen.port();
            case "::" -> "[::1]:" + listen.port();
            default -> new Listen(null, listen.address(), listen.port()).toString();
        };
    }

    /** Whether the server that belongs to this token runs. */
    public boolean runs() {
        try {
            send(request("").GET().build());
            return true;
        } catch (NotRunning | Refused e) {
            return false;
        }
    }

    public <T> T get(String path, Class<T> answer) {
        return read(send(request(path).GET().build()), answer);
    }

    public <T> T post(String path, Object body, Class<T> answer) {
        return read(send(request(path).POST(json(body)).build()), answer);
    }

    public <T> T put(String path, Object body, Class<T> answer) {
        return read(send(request(path).PUT(json(body)).build()), answer);
    }

    /** A file as it is, instead of JSON. */
    public void putFile(String path, byte[] file) {
        send(unhurried(path).PUT(BodyPublishers.ofByteArray(file)).build());
    }

    public void delete(String path) {
        send(request(path).DELETE().build());
    }

    /** Sends bytes that take long to work on, and waits for the line with what came of it. */
    public <T> T upload(String path, byte[] body, Class<T> answer) {
        var request = unhurried(path).POST(BodyPublishers.ofByteArray(body)).build();
        try (var lines = lines(request)) {
            var line = lines.findFirst().orElseThrow(() -> new Refused(502, "the server stopped before it was done"));
            return parsed(line.getBytes(StandardCharsets.UTF_8), answer);
        }
    }

    /** Lines as they come; closing the stream ends it. */
    public <T> Stream<T> follow(String path, Class<T> line) {
        return lines(unhurried(path).GET().build()).map(text -> parsed(text.getBytes(StandardCharsets.UTF_8), line));
    }

    private Stream<String> lines(HttpRequest request) {
        var response = exchange(request, BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            try (var body = response.body()) {
                throw refused(response.statusCode(), body.findFirst().orElse(""));
            }
        }
        return response.body();
    }

    private byte[] send(HttpRequest request) {
        var response = exchange(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw refused(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8).strip());
        }
        return response.body();
    }

    private Refused refused(int status, String line) {
        return new Refused(
                status,
                status == 401
                        ? "the server at " + address + " does not take the token in " + data
                                + ": it runs with another data folder"
                        : line);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> as) {
        try {
            return http.send(request, as);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw notRunning();
        } catch (IOException e) {
            throw new Refused(502, "the server at " + address + " broke off: " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private HttpRequest.Builder request(String path) {
        return unhurried(path).timeout(ANSWER_WITHIN);
    }

    private HttpRequest.Builder unhurried(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + "/api" + path))
                .header("Authorization", token().header());
    }

    private ControlToken token() {
        try {
            return ControlToken.read(data).orElseThrow(this::notRunning);
        } catch (IOException e) {
            throw new Refused(
                    403,
                    "the user " + System.getProperty("user.name") + " may not read the token of the server in " + data
                            + ": run this as the server's user");
        }
    }

    private NotRunning notRunning() {
        return new NotRunning("no Offhook runs: nothing answers at " + address + " ([ops] http)");
    }

    private static Refused interrupted() {
        Thread.currentThread().interrupt();
        return new Refused(499, "interrupted");
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(Json.write(body));
    }

    private static <T> T read(byte[] answer, Class<T> type) {
        return answer.length == 0 ? null : parsed(answer, type);
    }

    private static <T> T parsed(byte[] json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (IOException e) {
            throw new Refused(502, "the server answered something else than expected: is it of another version?");
        }
    }
}
