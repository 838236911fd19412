package offhook.xmpp.web;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;
import offhook.runtime.work.Loop;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.RandomIds;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/** Where clients speak XMPP by requests that are answered late, XEP-0124 and XEP-0206. Safe to share. */
final class BoshStreams {

    private static final Executor HERE = Runnable::run;
    private static final int SID_BYTES = 24;
    private static final long LARGEST_RID = 1L << 53; // §14.1
    private static final int MOST_SESSIONS = 20_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90); // longer than any wait

    private final ClientStreams streams;
    private final Function<String, Loop> loops;
    private final RandomIds sids;
    private final long largestBody;
    private final Map<String, BoshSession> sessions = new ConcurrentHashMap<>();

    /**
     * @param loops on which loop a session lives
     * @param random a strong source
     * @param largestBody in bytes
     */
    BoshStreams(ClientStreams streams, Function<String, Loop> loops, SecureRandom random, long largestBody) {
        this.streams = streams;
        this.loops = loops;
        this.sids = new RandomIds(random, SID_BYTES);
        this.largestBody = largestBody;
    }

    void install(Routes to, String path) {
        to.on("POST", path, HERE, largestBody, ANSWER_WITHIN, this::received)
                .on("OPTIONS", path, HERE, 0, request -> completedFuture(allowed()));
    }

    int sessions() {
        return sessions.size();
    }

    /** What a browser asks before it sends something from another site (CORS). */
    private static Response allowed() {
        return Response.done()
                .with("Allow", "OPTIONS, POST")
                .with("Access-Control-Allow-Methods", "OPTIONS, POST")
                .with("Access-Control-Allow-Headers", "Content-Type")
                .with("Access-Control-Max-Age", "7200");
    }

    /** One request, and when its answer is due. */
    CompletionStage<Response> received(Request request) {
        BoshBody body;
        try {
            body = BoshBody.parse(request.body());
        } catch (HttpFailure e) {
            return completedFuture(BoshAnswer.end("bad-request"));
        }
        var rid = body.number("rid").filter(number -> number <= LARGEST_RID);
        if (rid.isEmpty()) {
            return completedFuture(BoshAnswer.end("bad-request"));
        }
        var sid = body.attribute("sid");
        return sid.isPresent() ? further(sid.get(), rid.get(), body, request) : first(rid.get(), body, request);
    }

    private CompletionStage<Response> further(String sid, long rid, BoshBody body, Request request) {
        var session = sessions.get(sid);
        if (session == null || (session.isSecure() && !request.secure())) {
            return completedFuture(BoshAnswer.end("item-not-found"));
        }
        var answer = new CompletableFuture<Response>();
        session.loop().execute(() -> session.received(rid, body, answer));
        return answer;
    }

    /** §7.1. */
    private CompletionStage<Response> first(long rid, BoshBody body, Request request) {
        if (body.attribute("to").isEmpty()) {
            return completedFuture(BoshAnswer.end("improper-addressing"));
        }
        if (sessions.size() >= MOST_SESSIONS) {
            return completedFuture(BoshAnswer.end("internal-server-error"));
        }
        var sid = sids.next();
        var loop = loops.apply(sid);
        var answer = new CompletableFuture<Response>();
        var session = new BoshSession(
                sid,
                loop,
                request.from().getAddress(),
                request.secure(),
                BoshTerms.of(body),
                rid,
                () -> sessions.remove(sid));
        sessions.put(sid, session);
        loop.execute(() -> {
            var stream = streams.open(session);
            if (request.secure()) {
                stream.secured(Channel.SECURE);
            }
            session.carries(stream);
            session.received(rid, body, answer);
        });
        return answer;
    }
}
