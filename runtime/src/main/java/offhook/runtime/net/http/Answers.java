package offhook.runtime.net.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Foreseen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns our responses, and what went wrong, into messages of Netty. Safe to share. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Response FAULT = Response.text(500, "this is our fault; the log says more\n");

    private static final byte[] NOTHING = {};

    private final InstantSource clock;
    private final Map<String, String> always;

    /** @param always headers of every answer that does not say otherwise */
    Answers(InstantSource clock, Map<String, String> always) {
        this.clock = clock;
        this.always = always;
    }

    FullHttpResponse of(Response response, boolean keepAlive) {
        try {
            return whole(response, keepAlive);
        } catch (RuntimeException e) {
            LOG.error("A handler made an answer that cannot be written", e);
            return whole(FAULT, keepAlive);
        }
    }

    /** The head of a feed, which without chunks lasts until the end of the connection (HTTP/1.0). */
    HttpResponse head(Response response, boolean chunked) {
        var answer = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        headers(response, answer.headers(), false);
        if (chunked) {
            answer.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return answer;
    }

    /** The head of a body of a known length that follows. */
    HttpResponse head(Response response, long length, boolean keepAlive) {
        var answer = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        headers(response, answer.headers(), keepAlive);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        return answer;
    }

    private FullHttpResponse whole(Response response, boolean keepAlive) {
        byte[] body = response.body() instanceof Response.Whole whole ? whole.bytes() : NOTHING;
        var answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), Unpooled.wrappedBuffer(body));
        headers(response, answer.headers(), keepAlive);
        boolean bare = response.status() == HttpResponseStatus.NO_CONTENT.code()
                || response.status() == HttpResponseStatus.NOT_MODIFIED.code();
        if (!bare) { // RFC 9110 §8.6: a 204 has no length, and that of a 304 would be the file's
            answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return answer;
    }

    private void headers(Response response, HttpHeaders headers, boolean keepAlive) {
        headers.set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        always.forEach(headers::set);
        response.headers().forEach(headers::set);
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    }

    FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** What a failed handler means for the client. */
    static Response after(Request request, Throwable failure) {
        var cause = Cause.of(failure);
        if (cause instanceof HttpFailure e) {
            return Response.text(e.status(), e.getMessage() + "\n");
        }
        if (cause instanceof RejectedExecutionException) {
            return Response.text(503, "too much to do\n").with("Retry-After", "1");
        }
        Cause.log(LOG, cause, "{} failed", request);
        return cause instanceof Foreseen
                ? Response.text(503, "not now, try again later\n").with("Retry-After", "5")
                : FAULT;
    }

    /** What the client did wrong, as far as the decoder knows. */
    static HttpFailure malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new HttpFailure(414, "the request line is too long");
        }
        return cause instanceof TooLongFrameException
                ? new HttpFailure(431, "the header is too long")
                : new HttpFailure(400, "expected a request of HTTP/1.1");
    }
}
