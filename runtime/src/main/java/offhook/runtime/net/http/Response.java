package offhook.runtime.net.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    /**
     * Bytes that are read part by part, as fast as the client takes them.
     *
     * @param where the source is read and closed there, one part after the other
     */
    public record Parts(long length, Executor where, Source source) implements Body {

        /** Nobody wants it any more. */
        void close() {
            try {
                where.execute(source::close);
            } catch (RejectedExecutionException e) {
                source.close(); // the server stops
            }
        }

        /** What is left of it for HEAD. */
        Parts without() {
            return new Parts(0, where, source);
        }
    }

    /** Where a body comes from. */
    public interface Source extends AutoCloseable {

        /** The next bytes, at least one. May block. */
        byte[] read() throws IOException;

        @Override
        void close();
    }

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

    public static Response parts(int status, String type, Parts parts) {
        return new Response(status, Map.of("Content-Type", type), parts);
    }

    public Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, Map.copyOf(more), body);
    }
}
