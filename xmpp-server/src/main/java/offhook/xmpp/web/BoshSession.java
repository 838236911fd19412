package offhook.xmpp.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import offhook.runtime.net.http.Response;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.xmpp.stream.ClientStream;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.xml.EventReader;
import offhook.xmpp.xml.FrameReader;
import offhook.xmpp.xml.Frames;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.ServerHeader;

/**
 * One session, whose requests come on any connections, and the stream on it, XEP-0124. Requests are taken in the order of
 * their numbers; each has one answer, which is kept for a client that did not get it. Belongs to its loop.
 */
final class BoshSession implements Connection {

    /** How long the session lives without a request. */
    static final Duration INACTIVITY = Duration.ofMinutes(1);

    /** The longest inactivity that a client may ask for, §10. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Loop loop;
    private final InetAddress peer;
    private final boolean secure;
    private final BoshTerms terms;
    private final Runnable forget;
    private ClientStream stream;

    private final TreeMap<Long, BoshRequest> early = new TreeMap<>(); // requests that cannot be looked at yet
    private final Deque<BoshRequest> held = new ArrayDeque<>(); // looked at and not answered, in their order
    private final Map<Long, Response> answers =
            new LinkedHashMap<>(); // the last ones, by the numbers of their requests
    private final BoshOutput out;
    private final BoshPace pace;
    private long last; // the number of the last request that was looked at
    private boolean reading = true;
    private boolean lost;
    private Duration inactivity = INACTIVITY;
    private Timer idle;

    /**
     * @param rid the number of the first request
     * @param forget called when the session is over
     */
    BoshSession(String sid, Loop loop, InetAddress peer, boolean secure, BoshTerms terms, long rid, Runnable forget) {
        this.loop = loop;
        this.peer = peer;
        this.secure = secure;
        this.terms = terms;
        this.last = rid - 1;
        this.forget = forget;
        out = new BoshOutput(sid, terms, rid);
        pace = new BoshPace(loop, terms.hold());
    }

    void carries(ClientStream newStream) {
        stream = newStream;
    }

    boolean isSecure() {
        return secure;
    }

    /** A request, on the session's loop. */
    void received(long rid, BoshBody body, CompletableFuture<Response> answer) {
        if (lost) {
            answer.complete(BoshAnswer.end("item-not-found"));
        } else if (rid <= last) {
            repeated(rid, answer);
        } else if (rid > last + terms.requests()) {
            answer.complete(BoshAnswer.end("item-not-found")); // §9.1: out of the window
            terminate("item-not-found");
        } else {
            var before = early.put(rid, new BoshRequest(rid, body, answer));
            if (before != null) {
                before.answer(BoshAnswer.empty()); // asked again on a new connection
            }
            next();
        }
    }

    /** §14.3: the client has not got the answer, or does not wait for it any more on the old connection. */
    private void repeated(long rid, CompletableFuture<Response> answer) {
        var known = answers.get(rid);
        if (known != null) {
            answer.complete(known);
            return;
        }
        for (var request : held) {
            if (request.rid == rid) {
                request.moved(answer);
                return;
            }
        }
        answer.complete(BoshAnswer.end("item-not-found"));
        terminate("item-not-found");
    }

    /** Looks at the requests whose turn it is. */
    private void next() {
        while (reading && !lost && !early.isEmpty() && early.firstKey() == last + 1) {
            var request = early.pollFirstEntry().getValue();
            last = request.rid;
            if (idle != null) {
                idle.cancel();
                idle = null;
            }
            inactivity = INACTIVITY;
            boolean overactive = pace.isOveractive(request.body, held.size());
            held.add(request);
            request.waits(loop.after(terms.longest(), () -> answerOldest(request)));
            if (overactive) {
                terminate("policy-violation");
                return;
            }
            look(request.body);
            loop.execute(this::settle); // behind what the stream has to say at once
        }
    }

    private void look(BoshBody body) {
        body.number("ack").ifPresent(ack -> answers.keySet().removeIf(rid -> rid <= ack));
        body.number("pause")
                .map(Duration::ofSeconds)
                .filter(pause -> pause.compareTo(LONGEST_PAUSE) <= 0)
                .ifPresent(pause -> inactivity = pause);
        if (body.restarts() || body.attribute("sid").isEmpty()) {
            feed(BoshFrames.open(body));
        }
        if (body.content().length > 0) {
            feed(body.content());
        }
        if (body.ends()) {
            feed(Frames.close());
        }
        if (body.pauses()) {
            answerAll();
        }
    }

    private void feed(byte[] frame) {
        stream.received(frame, 0, frame.length);
    }

    /** No more requests are kept than the client allows, §7; what there is to say goes with the oldest. */
    private void settle() {
        if (out.isEnded() && !held.isEmpty()) {
            answerAll();
            abort(); // the client has heard the end
            return;
        }
        while (held.size() > terms.hold() || (!out.isEmpty() && !held.isEmpty())) {
            answer(held.remove());
        }
        rest();
    }

    private void answerOldest(BoshRequest due) {
        while (held.contains(due)) {
            answer(held.remove());
        }
        rest();
    }

    private void answerAll() {
        while (!held.isEmpty()) {
            answer(held.remove());
        }
        rest();
    }

    private void answer(BoshRequest request) {
        boolean pauses =
                request.body.pauses() && !out.isEnded(); // §10: what there is to say waits for the end of a pause
        pace.answered(request.body.isEmpty() && (pauses || out.isEmpty()));
        var response = out.answer(request.rid, last, !pauses);
        answers.put(request.rid, response);
        if (answers.size() > terms.requests()) {
            answers.remove(answers.keySet().iterator().next());
        }
        request.answer(response);
    }

    /** Without a request of the client it may have gone, §10. */
    private void rest() {
        if (held.isEmpty() && idle == null && !lost) {
            idle = loop.after(inactivity, this::abort);
        }
    }

    /** The client has broken the rules: the stream is not closed, but gone. */
    private void terminate(String why) {
        out.end(why);
        answerAll();
        abort();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InetAddress peer() {
        return peer;
    }

    @Override
    public EventReader reader(Limits limits) {
        return new FrameReader(limits, true);
    }

    @Override
    public void open(ServerHeader header) {
        out.open(header);
    }

    @Override
    public void write(byte[] element) {
        out.add(element);
    }

    @Override
    public void end() {
        out.end();
    }

    @Override
    public void keepAlive() {
        // the answer that is due after the wait shows whether the client lives
    }

    @Override
    public void flush() {
        settle();
    }

    @Override
    public long unwritten() {
        return out.unwritten();
    }

    @Override
    public long written() {
        return out.written();
    }

    /** §10: it has so much time, and the session ends if it does not come back. */
    @Override
    public boolean isPaused() {
        return inactivity.compareTo(INACTIVITY) > 0;
    }

    @Override
    public boolean startsTls() {
        return false;
    }

    @Override
    public void secure() {
        throw new IllegalStateException("TLS is under HTTP, or nowhere");
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (on) {
            loop.execute(this::next);
        }
    }

    @Override
    public void close() {
        out.end();
        flush();
    }

    @Override
    public void abort() {
        if (!lost) {
            lost = true;
            out.end();
            answerAll();
            early.values().forEach(request -> request.answer(BoshAnswer.end("item-not-found")));
            early.clear();
            if (idle != null) {
                idle.cancel();
            }
            pace.stop();
            forget.run();
            loop.execute(stream::lost);
        }
    }
}
