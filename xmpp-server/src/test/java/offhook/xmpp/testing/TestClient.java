package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Session;
import offhook.xmpp.routing.SessionListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.StreamError;

/** A client at the end of a session in memory: says what it wants and remembers what it got. */
public final class TestClient implements Session {

    private final Jid jid;
    private final SessionListener server;
    private final Runnable work;
    private final Deque<Stanza> received = new ArrayDeque<>();
    private boolean legacy;
    private boolean paused;
    private StreamError closed;

    TestClient(Jid jid, SessionListener server, Runnable work) {
        this.jid = jid;
        this.server = server;
        this.work = work;
    }

    /** One that logged in by jabber:iq:auth. */
    public TestClient legacy(boolean value) {
        legacy = value;
        return this;
    }

    TestClient bind() {
        server.bound(this);
        work.run();
        return this;
    }

    /** Sends stanzas, one for each argument; all that they cause is done when this returns. */
    public TestClient says(String... stanzas) {
        for (var xml : stanzas) {
            say(xml);
        }
        work.run();
        return this;
    }

    /** Sends a stanza and waits for nothing. */
    public void say(String xml) {
        server.received(this, Stanza.parse(xml.getBytes(UTF_8)).from(jid));
    }

    /** Sends a request, and takes the answer out of what it got. */
    public String answer(String request) {
        says(request);
        var id = Stanza.parse(request.getBytes(UTF_8)).id();
        return take(stanza -> stanza instanceof Iq iq && !iq.isRequest() && id.equals(iq.id()))
                .orElseThrow(() -> new AssertionError("no answer to " + request))
                .toString();
    }

    /** Takes the first stanza of a kind out of what it got. */
    public Optional<Stanza> take(Predicate<Stanza> wanted) {
        var first = received.stream().filter(wanted).findFirst();
        first.ifPresent(received::remove);
        return first;
    }

    /** Goes: with a goodbye, or by a cut of the line. */
    public void leaves(Ending ending) {
        server.ended(this, ending);
        work.run();
    }

    /** All it got since it was asked last. */
    public List<String> got() {
        var all = new ArrayList<String>();
        received.forEach(stanza -> all.add(stanza.toString()));
        received.clear();
        return all;
    }

    /** All stanzas it got since it was asked last. */
    public List<Stanza> stanzas() {
        var all = List.copyOf(received);
        received.clear();
        return all;
    }

    /** The one thing it got since it was asked last. */
    public String gotOne() {
        var all = got();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** What the server ended the stream with; null while it lives. */
    public StreamError closed() {
        return closed;
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public void send(Stanza stanza) {
        received.add(stanza);
    }

    @Override
    public void close(StreamError error) {
        closed = error;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    /** Whether the server wants nothing from it at the moment. */
    public boolean paused() {
        return paused;
    }

    @Override
    public boolean legacy() {
        return legacy;
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
