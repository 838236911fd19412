package offhook.runtime.net.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;

/** Lets those through who know a token (RFC 6750 §2.1). Safe to share. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    public BearerToken(String token) {
        this.token = bytes(token);
    }

    /** The same handler for those who send the token; 401 for the others. */
    public Handler guard(Handler handler) {
        return request -> knows(request)
                ? handler.handle(request)
                : CompletableFuture.completedFuture(
                        Response.text(401, "expected the header Authorization: Bearer and the token\n")
                                .with("WWW-Authenticate", "Bearer"));
    }

    private boolean knows(Request request) {
        var sent = request.header("authorization").orElse("");
        return sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(token, bytes(sent.substring(SCHEME.length()))); // the same time for any guess
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
