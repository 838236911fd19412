package offhook.xmpp.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import offhook.runtime.bytes.Octets;
import offhook.runtime.bytes.OctetsQueue;

/**
 * What is to be sent on one stream. What threads add one after the other goes out in that order, and what was added in one
 * turn of the connection's loop goes out in one write: of more than {@value OctetsQueue#TURN} bytes the rest follows in the next
 * turns, so that others of the loop are served in between. Safe to share.
 */
final class Outbox {

    private static final Octets FRAMING = new Octets(new byte[0]); // stands for the next of the framings

    private final ClientStream stream;

    // Guarded by this. The list exists while something waits for the loop.
    private OctetsQueue waiting;
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
            if (isTooMuch((waiting == null ? 0 : waiting.bytes()) + xml.length())) {
                close();
                stream.loop().execute(stream::full);
                return;
            }
            if (waiting != null) {
                waiting.add(xml);
                return;
            }
            waiting = new OctetsQueue(4);
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
        OctetsQueue ready;
        boolean all;
        synchronized (this) {
            if (waiting == null) {
                return true;
            }
            boolean few = waiting.bytes() <= OctetsQueue.TURN;
            ready = few ? waiting : waiting.portion();
            all = few || waiting.isEmpty();
            waiting = all ? null : waiting;
        }
        var connection = stream.connection();
        connection.expect(ready.bytes());
        while (!ready.isEmpty()) {
            var xml = ready.remove();
            if (xml.shared() == FRAMING.shared()) { // the very one
                framings.remove().run();
                framings = framings.isEmpty() ? null : framings;
            } else {
                connection.write(xml);
            }
        }
        return all;
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
