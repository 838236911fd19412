package offhook.xmpp.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be sent on one stream. What threads add one after the other goes out in that order, and everything that
 * was added in one turn of the connection's loop goes out in one write. Safe to share.
 */
final class Outbox {

    private final ClientStream stream;

    // Guarded by this. The list exists while something waits for the loop.
    private List<byte[]> waiting;
    private int bytes;
    private boolean closed;

    /** @param stream is told on the loop when too many bytes wait: nothing more is taken then */
    Outbox(ClientStream stream) {
        this.stream = stream;
    }

    void add(byte[] xml) {
        synchronized (this) {
            if (closed) {
                return;
            }
            bytes += xml.length;
            if (isTooMuch(bytes)) {
                close();
                stream.loop().execute(stream::full);
                return;
            }
            if (waiting != null) {
                waiting.add(xml);
                return;
            }
            waiting = new ArrayList<>(4);
            waiting.add(xml);
        }
        stream.loop().execute(this::flush);
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
        stream.loop().execute(this::flush);
    }

    /** For the loop: sends everything that was added. */
    void flush() {
        hand();
        stream.connection().flush();
        if (isTooMuch(stream.connection().unwritten())) {
            close();
            stream.full();
        }
    }

    private boolean isTooMuch(long size) {
        return size > stream.common().config().unsentBytes();
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
            stream.connection().expect(size);
            ready.forEach(stream.connection()::write);
        }
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
