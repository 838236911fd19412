package offhook.gateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import offhook.directory.Directory;
import offhook.runtime.net.http.LineFeed;
import offhook.runtime.net.http.Response;
import offhook.runtime.trace.Crossing;
import offhook.runtime.trace.Following;
import offhook.runtime.trace.Trace;

/**
 * {@code /api/trace/{user}}: what crosses the wires for one person, a line of JSON each, until the client goes; first
 * what is remembered.
 */
public record TracePart(Trace trace, Directory directory) implements Part {

    private static final int MOST_WAITING = 1000;

    @Override
    public void install(Calls to) {
        to.on("GET", "/trace/{user}", 0, request -> {
            var key = new Names(directory).user(request.variable("user")).id().value();
            return completedStage(Response.feed("application/x-ndjson", wake -> follow(key, wake)));
        });
    }

    private LineFeed follow(String key, Runnable wake) {
        var following = trace.follow(key, MOST_WAITING, wake);
        return new Feed(following, new ArrayList<>(trace.read(key)));
    }

    /** @param before what is remembered; what crossed just now may be in both */
    private record Feed(Following following, List<Crossing> before) implements LineFeed {

        @Override
        public List<String> take() {
            var crossings = new LinkedHashSet<>(before);
            before.clear();
            crossings.addAll(following.take());
            var lines = new ArrayList<String>();
            crossings.forEach(crossing -> lines.add(line(Crossed.of(crossing))));
            long dropped = following.dropped();
            if (dropped > 0) {
                lines.add(line(Crossed.lost(dropped)));
            }
            return lines;
        }

        private static String line(Crossed crossed) {
            return new String(Json.write(crossed), UTF_8);
        }

        @Override
        public void close() {
            following.close();
        }
    }
}
