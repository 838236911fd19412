package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.xml.StreamError.Condition.CONFLICT;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.trace.Direction;
import offhook.runtime.work.Timer;
import offhook.xmpp.routing.Session;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stream.Acknowledgements.Arrived;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;

/**
 * The session that a client stream has bound. It outlives that stream if its client has asked for it and the connection
 * breaks (XEP-0198 §5): then it waits for another stream, and keeps what is sent to it. Safe to share.
 */
final class ClientSession implements Session {

    private final ClientStreams common;
    private final Jid jid;
    private final boolean legacy;

    // Guarded by this.
    private ClientStream stream; // null while the client is away
    private Acknowledgements acks; // null until the client asks for them
    private HeldBack heldBack; // null while somebody looks at the client
    private String id; // with which the session can be resumed; null if it cannot
    private boolean asking; // the client owes us an <a/>
    private boolean over;
    private Timer timer; // while the client is away
    private CompletableFuture<Boolean> settling;

    ClientSession(ClientStream stream, Jid jid, boolean legacy) {
        this.common = stream.common();
        this.stream = stream;
        this.jid = jid;
        this.legacy = legacy;
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public boolean legacy() {
        return legacy;
    }

    @Override
    public void send(Stanza stanza) {
        boolean full;
        synchronized (this) {
            if (over || (heldBack != null && heldBack.hold(stanza))) {
                return;
            }
            if (heldBack != null) {
                heldBack.release().forEach(this::pass);
            }
            pass(stanza);
            full = acks != null && acks.bytes() > common.config().unsentBytes() / 2;
        }
        if (full) {
            close(new StreamError(POLICY_VIOLATION, "too much is not acknowledged"));
        }
    }

    private void pass(Stanza stanza) {
        common.trace().note(Direction.OUT, stanza.bytes(), jid.local());
        if (stream != null) {
            stream.outbox().add(stanza.bytes());
        }
        if (acks != null) {
            acks.sent(stanza, common.clock().instant());
            ask();
        }
    }

    /** Whether somebody looks at the client, XEP-0352: then it gets everything at once, and what was held back first. */
    synchronized void lookedAt(boolean active) {
        if (active && heldBack != null) {
            heldBack.release().forEach(this::pass);
            heldBack = null;
        } else if (!active && heldBack == null) {
            heldBack = new HeldBack();
        }
    }

    /** Sends what is no stanza and is not counted. */
    synchronized void sendRaw(String xml) {
        if (stream != null) {
            stream.outbox().add(xml.getBytes(UTF_8));
        }
    }

    /** One question at a time: its answer, or that of the next, covers all that is sent meanwhile. */
    private void ask() {
        if (stream != null && !asking && !acks.isAllAcknowledged()) {
            asking = true;
            sendRaw(StreamManagement.REQUEST);
        }
    }

    /** XEP-0198 §3: from now on stanzas are counted. */
    synchronized void enable(boolean resumable) {
        acks = new Acknowledgements();
        var enabled = Element.of("enabled", StreamManagement.NS);
        long seconds = common.config().resumeWithin().toSeconds();
        if (resumable && seconds > 0) {
            id = common.randomId();
            common.resumptions().add(id, this);
            enabled = enabled.with("id", id).with("resume", "true").with("max", Long.toString(seconds));
        }
        sendRaw(enabled.toXml(Namespaces.CLIENT));
    }

    @Override
    public synchronized boolean acknowledges() {
        return acks != null;
    }

    /** A stanza came from the client. */
    synchronized Custody arrived() {
        if (acks == null) {
            return Custody.NONE;
        }
        var arrival = acks.arrived();
        return new Custody(() -> handled(arrival));
    }

    private void handled(Arrived arrival) {
        CompletableFuture<Boolean> settled = null;
        synchronized (this) {
            int answers = acks.handled(arrival);
            for (; answers > 0; answers--) {
                sendRaw(StreamManagement.answer(acks.count()));
            }
            if (settling != null && acks.isAllHandled()) {
                settled = settling;
                settling = null;
            }
        }
        if (settled != null) {
            settled.complete(true);
        }
    }

    /** {@code <r/>}: the answer says what is safe, so it may have to wait for the database. */
    synchronized void asked() {
        if (acks.asked()) {
            sendRaw(StreamManagement.answer(acks.count()));
        }
    }

    /** {@code <a/>}. */
    void acknowledged(long count) {
        List<Runnable> due;
        synchronized (this) {
            due = acks.acknowledged(count);
            asking = false;
            ask();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public void whenTaken(Runnable task) {
        synchronized (this) {
            if (over || acks.await(task)) {
                return;
            }
        }
        task.run();
    }

    @Override
    public synchronized List<Unacknowledged> unacknowledged() {
        return acks == null ? List.of() : acks.unacknowledged();
    }

    /** A stream of this session is over. */
    void lost(ClientStream from, Ending ending) {
        synchronized (this) {
            if (stream != from) {
                return; // the session has gone on without it
            }
            if (id != null && from.isCut()) {
                away();
                return;
            }
        }
        end(ending);
    }

    private void away() {
        timer = stream.loop().after(common.config().resumeWithin(), this::expire);
        stream = null;
        acks.forgetQuestions();
    }

    synchronized boolean isAway() {
        return stream == null && !over;
    }

    private void expire() {
        if (isAway()) {
            end(Ending.CUT);
        }
    }

    /** The session is over for good. */
    void end(Ending ending) {
        CompletableFuture<Boolean> disappointed;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            stream = null;
            disappointed = settling;
            settling = null;
            if (timer != null) {
                timer.cancel();
            }
            if (id != null) {
                common.resumptions().remove(id, this, acks.count());
            }
        }
        if (disappointed != null) {
            disappointed.complete(false);
        }
        common.listener().ended(this, ending);
    }

    /**
     * The client is back on another stream: the session leaves the one it may still have, §5.
     *
     * @return whether it can be resumed, once all that came before is taken care of
     */
    CompletionStage<Boolean> release() {
        ClientStream former;
        synchronized (this) {
            former = stream;
        }
        if (former == null) {
            return settled();
        }
        var left = new CompletableFuture<Void>();
        former.loop().execute(() -> {
            synchronized (this) {
                if (stream == former) {
                    away();
                }
            }
            former.fail(new StreamError(CONFLICT, "the session is resumed elsewhere"));
            left.complete(null);
        });
        return left.thenCompose(done -> settled());
    }

    private synchronized CompletionStage<Boolean> settled() {
        if (over || acks.isAllHandled()) {
            return CompletableFuture.completedFuture(!over);
        }
        if (settling == null) {
            settling = new CompletableFuture<>();
        }
        return settling;
    }

    /**
     * Goes on with this stream; false if that is too late. On the stream's loop.
     *
     * @param known how many stanzas the client has got
     */
    boolean resume(ClientStream to, long known) {
        List<Runnable> due;
        synchronized (this) {
            if (over || stream != null) {
                return false;
            }
            due = acks.acknowledged(known);
            timer.cancel();
            stream = to;
            asking = false;
            sendRaw(Element.of("resumed", StreamManagement.NS)
                    .with("previd", id)
                    .with("h", Long.toString(acks.count()))
                    .toXml(Namespaces.CLIENT));
            acks.unacknowledged()
                    .forEach(lost -> stream.outbox().add(lost.stanza().bytes()));
            ask();
            lookedAt(true); // XEP-0352 §5: it says so again if it is not
        }
        due.forEach(Runnable::run);
        return true;
    }

    @Override
    public void close(StreamError error) {
        var now = stream();
        if (now == null) {
            end(Ending.CUT);
        } else {
            now.loop().execute(() -> {
                if (stream() == now) {
                    now.fail(error);
                } else {
                    close(error); // it has moved in the meantime
                }
            });
        }
    }

    @Override
    public void pause() {
        var now = stream();
        if (now == null) {
            return;
        }
        if (now.loop().here()) {
            now.pause();
        } else {
            now.loop().execute(now::pause);
        }
    }

    @Override
    public void resume() {
        var now = stream();
        if (now != null) {
            now.loop().execute(now::unpause);
        }
    }

    private synchronized ClientStream stream() {
        return stream;
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
