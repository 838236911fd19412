package offhook.runtime.share;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;
import offhook.runtime.net.http.UrlText;

/**
 * Where shared files are on the web: {@code /files/{token}/{name}}. The name is for people; the token alone opens the file.
 *
 * @param io where files are read and written
 */
public record SharedFileRoutes(SharedFiles files, Executor io, InstantSource clock) {

    private static final String PATTERN = "/files/{token}/{name}";
    private static final Executor HERE = Runnable::run;

    /** @param largest the most bytes that a file may have */
    public void install(Routes to, long largest) {
        var downloads = new Downloads(files, io, clock);
        to.get(PATTERN, io, downloads::answer)
                .take("PUT", PATTERN, io, largest, new Uploads(files))
                .on("OPTIONS", PATTERN, HERE, 0, request -> completedStage(allowed()));
    }

    /** The path of a file, behind the address of the server. */
    public static String path(SharedFile file) {
        return path(file.token(), file.name());
    }

    /** Likewise, of one that is known by these alone. */
    public static String path(String token, String name) {
        return "/files/" + token + '/' + UrlText.encode(name);
    }

    /** What a browser asks before it sends something from another site (CORS). */
    private static Response allowed() {
        return Response.done()
                .with("Allow", "GET, HEAD, OPTIONS, PUT")
                .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, PUT")
                .with("Access-Control-Allow-Headers", "Content-Type, If-None-Match, If-Range, Range")
                .with("Access-Control-Max-Age", "7200");
    }
}
