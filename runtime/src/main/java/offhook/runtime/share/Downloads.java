package offhook.runtime.share;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.UrlText;

/**
 * Answers GET and HEAD for a shared file (RFC 9110 §13, §14): nothing of it runs in a browser, and it is kept in no cache
 * that others share. Safe to share.
 */
final class Downloads {

    private static final Duration CACHED_FOR = Duration.ofDays(1);
    private static final String NOTHING_RUNS =
            "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline';"
                    + " frame-ancestors 'none'; sandbox";

    private final SharedFiles files;
    private final Executor io;
    private final InstantSource clock;

    Downloads(SharedFiles files, Executor io, InstantSource clock) {
        this.files = files;
        this.io = io;
        this.clock = clock;
    }

    /** Blocks. */
    CompletionStage<Response> answer(Request request) {
        var file = files.find(request.variable("token"))
                .filter(found -> found.arrived().isPresent())
                .filter(found -> found.name().equals(request.variable("name")))
                .orElseThrow(() -> new HttpFailure(404, "there is no such file, or no longer"));
        var tag = '"' + file.token().substring(0, 16) + '"'; // half of the secret, as tags are seen by more eyes
        if (request.header("if-none-match").filter(tags -> names(tags, tag)).isPresent()) {
            return completedStage(dressed(Response.of(304, type(file).text(), new byte[0]), file, tag));
        }
        var part = request.method().equals("GET") || request.method().equals("HEAD")
                ? request.header("range")
                        .filter(range ->
                                request.header("if-range").map(tag::equals).orElse(true))
                        .flatMap(range -> ByteRange.parse(range, file.size()))
                : java.util.Optional.<ByteRange>empty();
        if (part.filter(ByteRange.NONE::equals).isPresent()) {
            return completedStage(
                    Response.text(416, "the file is shorter\n").with("Content-Range", ByteRange.NONE.of(file.size())));
        }
        var range = part.orElse(new ByteRange(0, file.size()));
        try {
            var body = new Response.Parts(range.length(), io, new FileSource(files.read(file), range));
            var answer = Response.parts(part.isPresent() ? 206 : 200, type(file).text(), body);
            var dressed = dressed(answer, file, tag);
            return completedStage(part.isPresent() ? dressed.with("Content-Range", range.of(file.size())) : dressed);
        } catch (IOException e) {
            return failedStage(e);
        }
    }

    private static MediaType type(SharedFile file) {
        return MediaType.parse(file.type()).orElse(MediaType.UNKNOWN);
    }

    /** RFC 9110 §13.1.2, by the weak comparison of §8.8.3.2. */
    private static boolean names(String tags, String tag) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag::equals);
    }

    private Response dressed(Response response, SharedFile file, String tag) {
        var left = Duration.between(clock.instant(), file.expires());
        var age = (left.compareTo(CACHED_FOR) < 0 ? left : CACHED_FOR).toSeconds();
        var shown = type(file).harmless() ? "inline" : "attachment";
        return response.with("ETag", tag)
                .with("Accept-Ranges", "bytes")
                .with("Cache-Control", "private, max-age=" + Math.max(0, age))
                .with("Content-Disposition", shown + "; filename*=UTF-8''" + UrlText.encode(file.name()))
                .with("Content-Security-Policy", NOTHING_RUNS)
                .with("Cross-Origin-Resource-Policy", "cross-origin")
                .with("Referrer-Policy", "no-referrer");
    }
}
