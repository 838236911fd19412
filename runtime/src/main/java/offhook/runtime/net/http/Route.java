package offhook.runtime.net.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where requests of one method and one shape of path go.
 *
 * @param segments of the pattern; {@code {name}} stands for any one segment
 * @param largestBody in bytes
 * @param answerWithin how long the answer may take
 */
record Route(
        String method,
        List<String> segments,
        Executor where,
        long largestBody,
        Duration answerWithin,
        Destination destination) {

    /** Who gets the request. */
    sealed interface Destination {}

    /** Gets it with its body. */
    record Whole(Handler handler) implements Destination {}

    /** Gets the body while it arrives. */
    record Piecewise(Intake.Taker taker) implements Destination {}

    /** Gets the connection, which becomes a WebSocket. */
    record Upgrade(WebSocket.Endpoint endpoint) implements Destination {}

    /** The segments of a path. */
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What stands in the places of the variables, decoded, if the path has this shape. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        var variables = new HashMap<String, String>();
        for (var i = 0; i < path.size(); i++) {
            var segment = segments.get(i);
            if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), decode(path.get(i)));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static String decode(String segment) {
        String decoded;
        try {
            decoded = QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")); // a plus is a plus in a path
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, "the path is not percent-encoded UTF-8");
        }
        if (decoded.isEmpty() || decoded.equals(".") || decoded.equals("..")) {
            throw new HttpFailure(400, "the path has an empty segment or one of dots");
        }
        return decoded;
    }
}
