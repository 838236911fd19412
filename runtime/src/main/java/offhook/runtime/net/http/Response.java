package offhook.runtime.net.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a client gets.
 *
 * @param headers by name; length, date and connection are added where it is written
 */
public record Response(int status, Map<String, String> headers, Body body) {

    /** What follows the headers. */
    public sealed interface Body {}

    /** Bytes that are there already. */
    public record Whole(byte[] bytes) implements Body {}

    /**
     * Lines that come while the client listens.
     *
     * @param open called on the event loop when the headers go out; gets what the feed runs, on any thread, when there
     *     is something to take
     */
    public record Feed(Function<Runnable, LineFeed> open) implements Body {}

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    public static Response of(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), new Whole(body));
    }

    /** 204: done, and nothing to say. */
    public static Response done() {
        return new Response(204, Map.of(), new Whole(new byte[0]));
    }

    public static Response feed(String type, Function<Runnable, LineFeed> open) {
        return new Response(200, Map.of("Content-Type", type), new Feed(open));
    }

    public Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, Map.copyOf(more), body);
    }
}
