package offhook.xmpp.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import offhook.runtime.bytes.Octets;

/**
 * What is to be sent on one stream. What threads add one after the other goes out in that order, and what was added in one
 * turn of the connection's loop goes out in one write: of more than a {@link Portion} the rest follows in the next
 * turns, so that others of the loop are served in between. Safe to share.
 */
final class Outbox {

    private static final Octets FRAMING = new Octets(new byte[0]); // stands for the next of the framings

    private final ClientStream stream;

    // Guarded by this. The list exists while something waits for the loop.
    private Deque<Octets> waiting;
    private int bytes;
    private boolean closed;

    private Deque<Runnable> framings; // of the loop; there while one waits behind something

    /** @param stream is told on the loop when too many bytes wait: nothing more is taken then */
    Outbox(ClientStream stream) {
        this.stream = stream;
    }

    void add(byte[] xml) {
        add(new Octets(xml));
    }

    void add(Octets xml) {
        synchronized (this) {
            if (closed) {
                return;
            }
            bytes += xml.length();
            if (isTooMuch(bytes)) {
                close();
                stream.loop().execute(stream::full);
                return;
            }
            if (waiting != null) {
                waiting.add(xml);
                return;
            }
            waiting = new ArrayDeque<>(4);
            waiting.add(xml);
        }
        stream.loop().execute(this::flush);
    }

    /** For the loop: what is added goes before everything that was added since the last flush. */
    synchronized void addFirst(byte[] xml) {
        if (waiting == null) {
            add(xml);
        } else {
            waiting.addFirst(new Octets(xml));
            bytes += xml.length;
        }
    }

    /**
     * For the loop: what frames the stream, or ends the connection, is done when everything is handed over that was added
     * before; it goes out with what follows.
     */
    void frame(Runnable framing) {
        synchronized (this) {
            if (waiting != null) {
                waiting.add(FRAMING);
                framings = framings == null ? new ArrayDeque<>(2) : framings;
                framings.add(framing);
                return;
            }
        }
        framing.run();
        stream.loop().execute(this::flush);
    }

    /** For the loop: sends what was added, as far as it may in one turn; the rest follows. */
    void flush() {
        boolean all = hand();
        stream.connection().flush();
        if (isTooMuch(stream.connection().unwritten())) {
            close();
            stream.full();
        }
        if (!all) {
            stream.loop().later(this::flush);
        }
    }

    private boolean isTooMuch(long size) {
        return size > stream.common().config().unsentBytes();
    }

    /** @return whether that was all */
    private boolean hand() {
        Collection<Octets> ready;
        int size;
        boolean all;
        synchronized (this) {
            if (waiting == null) {
                return true;
            }
            boolean few = bytes <= Portion.TURN;
            ready = few ? waiting : Portion.of(waiting, Octets::length);
            size = few ? bytes : length(ready);
            bytes -= size;
            all = few || waiting.isEmpty();
            waiting = all ? null : waiting;
        }
        var connection = stream.connection();
        connection.expect(size);
        for (var xml : ready) {
            if (xml == FRAMING) { // the very one
                framings.remove().run();
                framings = framings.isEmpty() ? null : framings;
            } else {
                connection.write(xml);
            }
        }
        return all;
    }

    private static int length(Collection<Octets> ready) {
        int length = 0;
        for (var xml : ready) {
            length += xml.length();
        }
        return length;
    }

    /** From now on nothing is taken; what was added before still goes out. */
    synchronized void close() {
        closed = true;
    }

    /** For the loop: whether everything that was added has been handed to the system. */
    synchronized boolean isEmpty() {
        return waiting == null && stream.connection().unwritten() == 0;
    }
}
