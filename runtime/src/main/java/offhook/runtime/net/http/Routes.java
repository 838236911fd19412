package offhook.runtime.net.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a server answers: methods and paths such as {@code /users/{name}}, in the order in which they are tried. Filled
 * before the server starts; then safe to share.
 */
public final class Routes {

    static final int LARGEST_BODY = 64 << 10;

    static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Executor HERE = Runnable::run;

    private final List<Route> routes = new ArrayList<>();

    /** A match: where the request goes, and the variables of its path. */
    record Found(Route route, Map<String, String> variables) {}

    /** Answers HEAD, too. */
    public Routes get(String pattern, Executor where, Handler handler) {
        return on("GET", pattern, where, LARGEST_BODY, handler);
    }

    public Routes post(String pattern, Executor where, Handler handler) {
        return on("POST", pattern, where, LARGEST_BODY, handler);
    }

    public Routes put(String pattern, Executor where, Handler handler) {
        return on("PUT", pattern, where, LARGEST_BODY, handler);
    }

    public Routes delete(String pattern, Executor where, Handler handler) {
        return on("DELETE", pattern, where, LARGEST_BODY, handler);
    }

    /**
     * @param pattern starts with a slash; {@code {name}} stands for any one segment
     * @param where runs the handler; one that does not block may run on the loop: {@code Runnable::run}
     * @param largestBody in bytes; what is longer gets 413
     */
    public Routes on(String method, String pattern, Executor where, long largestBody, Handler handler) {
        return on(method, pattern, where, largestBody, ANSWER_WITHIN, handler);
    }

    /** @param answerWithin after that, the client gets a 503 */
    public Routes on(
            String method, String pattern, Executor where, long largestBody, Duration answerWithin, Handler handler) {
        return add(method, pattern, where, largestBody, answerWithin, new Route.Whole(handler));
    }

    /** A body that is taken while it arrives, and never in memory as a whole. */
    public Routes take(String method, String pattern, Executor where, long largestBody, Intake.Taker taker) {
        return add(method, pattern, where, largestBody, ANSWER_WITHIN, new Route.Piecewise(taker));
    }

    /** WebSockets, RFC 6455; the endpoint is called on the loop. */
    public Routes webSocket(String pattern, WebSocket.Endpoint endpoint) {
        return add("GET", pattern, HERE, 0, ANSWER_WITHIN, new Route.Upgrade(endpoint));
    }

    private Routes add(
            String method,
            String pattern,
            Executor where,
            long largestBody,
            Duration answerWithin,
            Route.Destination destination) {
        if (!METHODS.contains(method) || !pattern.startsWith("/")) {
            throw new IllegalArgumentException(method + " " + pattern);
        }
        routes.add(new Route(method, Route.split(pattern), where, largestBody, answerWithin, destination));
        return this;
    }

    /** Always finds one: for what we do not have, one that says so. */
    Found find(String method, String path) {
        if (!METHODS.contains(method)) {
            return refusal(501, "this method is not known here");
        }
        if (!path.startsWith("/")) {
            return refusal(400, "expected a path");
        }
        var segments = Route.split(path);
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            var variables = route.match(segments);
            if (variables.isEmpty()) {
                continue;
            }
            if (route.method().equals(method)
                    || (method.equals("HEAD") && route.method().equals("GET"))) {
                return new Found(route, variables.get());
            }
            allowed.add(route.method());
        }
        if (allowed.isEmpty()) {
            return refusal(404, "there is nothing here");
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return refusal(Response.text(405, "this path knows other methods\n").with("Allow", String.join(", ", allowed)));
    }

    private static Found refusal(int status, String why) {
        return refusal(Response.text(status, why + "\n"));
    }

    private static Found refusal(Response response) {
        Handler handler = request -> CompletableFuture.completedFuture(response);
        var route = new Route("", List.of(), HERE, LARGEST_BODY, ANSWER_WITHIN, new Route.Whole(handler));
        return new Found(route, Map.of());
    }
}
