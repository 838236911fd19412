package offhook.runtime.net.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param headers by name; length, date and connection are added where it is written
 */
public record Response(int status, Map<String, String> headers, byte[] body) {

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    public static Response of(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), body);
    }

    /** 204: done, and nothing to say. */
    public static Response done() {
        return new Response(204, Map.of(), new byte[0]);
    }

    public Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, Map.copyOf(more), body);
    }
}
