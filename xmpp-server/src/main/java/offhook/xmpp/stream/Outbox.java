package offhook.xmpp.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be sent on one stream. What threads add one after the other goes out in that order, and everything that
 * was added in one turn of the connection's loop goes out in one write. Safe to share.
 */
final class Outbox {

    private final Connection connection;
    private final int limit;
    private final Runnable full;

    // Guarded by this. The list exists while something waits for the loop.
    private List<byte[]> waiting;
    private int bytes;
    private boolean closed;

    /** @param full runs on the loop when more than {@code limit} bytes wait: nothing more is taken then */
    Outbox(Connection connection, int limit, Runnable full) {
        this.connection = connection;
        this.limit = limit;
        this.full = full;
    }

    void add(byte[] xml) {
        synchronized (this) {
            if (closed) {
                return;
            }
            bytes += xml.length;
            if (bytes > limit) {
                close();
                connection.loop().execute(full);
                return;
            }
            if (waiting != null) {
                waiting.add(xml);
                return;
            }
            waiting = new ArrayList<>(4);
            waiting.add(xml);
        }
        connection.loop().execute(this::flush);
    }

    /** For the loop: what is added goes before everything that was added since the last flush. */
    synchronized void addFirst(byte[] xml) {
        if (waiting == null) {
            add(xml);
        } else {
            waiting.add(0, xml);
        }
    }

    /** For the loop: what frames the stream goes behind everything that was added, and out with what follows. */
    void frame(Runnable framing) {
        hand();
        framing.run();
        connection.loop().execute(this::flush);
    }

    /** For the loop: sends everything that was added. */
    void flush() {
        hand();
        connection.flush();
        if (connection.unwritten() > limit) {
            close();
            full.run();
        }
    }

    private void hand() {
        List<byte[]> ready;
        int size;
        synchronized (this) {
            ready = waiting;
            size = bytes;
            waiting = null;
            bytes = 0;
        }
        if (ready != null) {
            connection.expect(size);
            ready.forEach(connection::write);
        }
    }

    /** From now on nothing is taken; what was added before still goes out. */
    synchronized void close() {
        closed = true;
    }

    /** For the loop: whether everything that was added has been handed to the system. */
    synchronized boolean isEmpty() {
        return waiting == null && connection.unwritten() == 0;
    }
}
