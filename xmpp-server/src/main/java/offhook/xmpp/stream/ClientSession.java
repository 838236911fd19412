package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import offhook.directory.address.Jid;
import offhook.runtime.bytes.Octets;
import offhook.runtime.trace.Direction;
import offhook.runtime.trace.Reader;
import offhook.xmpp.routing.Session;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Stanza;
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
    private final Reader concerned; // what the trace says of its stanzas

    // Guarded by this.
    private ClientStream stream; // null while the client is away
    private Management management; // null until the client asks for it
    private HeldBack heldBack; // null while somebody looks at the client
    private boolean over;

    ClientSession(ClientStream stream, Jid jid, boolean legacy) {
        this.common = stream.common();
        this.stream = stream;
        this.jid = jid;
        this.legacy = legacy;
        this.concerned = raw -> new Reader.Legend(raw, List.of(jid.local()));
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
            full = management != null && management.isTooMuch();
        }
        if (full) {
            close(new StreamError(POLICY_VIOLATION, "too much is not acknowledged"));
        }
    }

    private void pass(Stanza stanza) {
        var octets = stanza.octets();
        note(Direction.OUT, octets);
        sendRaw(octets);
        if (management != null) {
            management.sent(stanza);
        }
    }

    /** For the trace. */
    void note(Direction direction, Octets stanza) {
        common.trace().note(direction, stanza, concerned);
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

    /** Sends what is no stanza and is not counted, if the client is there. */
    void sendRaw(Element element) {
        sendRaw(element.toXml(Namespaces.CLIENT));
    }

    void sendRaw(String xml) {
        sendRaw(xml.getBytes(UTF_8));
    }

    void sendRaw(byte[] xml) {
        sendRaw(new Octets(xml));
    }

    synchronized void sendRaw(Octets xml) {
        if (stream != null) {
            stream.outbox().add(xml);
        }
    }

    /** XEP-0198 §3: from now on stanzas are counted. */
    synchronized void enable(boolean resumable) {
        management = new Management(this, common);
        var enabled = Element.of("enabled", StreamManagement.NS);
        long seconds = common.config().resumeWithin().toSeconds();
        if (resumable && seconds > 0) {
            enabled = enabled.with("id", management.resumable().id())
                    .with("resume", "true")
                    .with("max", Long.toString(seconds));
        }
        sendRaw(enabled);
    }

    /** Empty until the client has asked for it. */
    synchronized Optional<Management> management() {
        return Optional.ofNullable(management);
    }

    @Override
    public synchronized boolean acknowledges() {
        return management != null;
    }

    /** A stanza came from the client. */
    synchronized Custody arrived() {
        return management == null ? Custody.NONE : management.arrived();
    }

    @Override
    public boolean whenTaken(Runnable task) {
        synchronized (this) {
            if (management == null) {
                return false;
            }
            if (over || management.await(task)) {
                return true;
            }
        }
        task.run();
        return true;
    }

    @Override
    public synchronized List<Unacknowledged> unacknowledged() {
        return management == null ? List.of() : management.unacknowledged();
    }

    /** The stream under it; null while the client is away. */
    synchronized ClientStream stream() {
        return stream;
    }

    /** Whether it lives without a stream. */
    @Override
    public synchronized boolean isAway() {
        return stream == null && !over;
    }

    @Override
    public Optional<InetAddress> reached() {
        return Optional.ofNullable(stream()).flatMap(now -> now.connection().local());
    }

    /** Goes on with this stream. */
    synchronized void join(ClientStream to) {
        stream = to;
    }

    /** Waits for its client without this stream; false if it has another one, or nobody can come back to it. */
    synchronized boolean leave(ClientStream from) {
        if (stream != from || management == null) {
            return false;
        }
        var resumption = management.resumption();
        resumption.ifPresent(way -> {
            way.away(from.loop());
            stream = null;
        });
        return resumption.isPresent();
    }

    /** A stream of this session is over. */
    void lost(ClientStream from, Ending ending) {
        boolean waits = from.isCut() && leave(from);
        if (!waits && stream() == from) { // otherwise the session has gone on without it
            end(ending);
        }
    }

    /** The session is over for good. */
    void end(Ending ending) {
        Optional<CompletableFuture<Boolean>> disappointed;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            stream = null;
            disappointed = management().flatMap(Management::end);
        }
        disappointed.ifPresent(settling -> settling.complete(false));
        common.listener().ended(this, ending);
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
            now.intake().pause();
        } else {
            now.loop().execute(now.intake()::pause);
        }
    }

    @Override
    public void resume() {
        var now = stream();
        if (now != null) {
            now.loop().execute(now.intake()::unpause);
        }
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
