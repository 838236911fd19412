package offhook.xmpp.stream.component;

import offhook.runtime.bytes.Octets;
import offhook.runtime.bytes.OctetsQueue;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.StreamConfig;

/**
 * What is to be sent to one component, no more of it than there may wait, and as much in one turn of the loop as others may wait
 * for. Safe to share, where it does not say otherwise.
 */
final class ComponentOutbox {

    private static final int TICK_SECONDS = 10;

    private final Connection connection;
    private final StreamConfig config;

    // Guarded by this.
    private final OctetsQueue waiting = new OctetsQueue(16);
    private boolean flushes; // the loop will
    private long bytes; // of those that wait, and of those that the system has not taken
    private boolean closed;

    // Of the loop.
    private Runnable atEnd; // null until there is something to do
    private long counted; // how much of what the system has taken was subtracted
    private long lastWritten;
    private int idleTicks;
    private int quietTicks;

    ComponentOutbox(Connection connection, StreamConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** False if too much waits already. */
    boolean add(byte[] xml) {
        synchronized (this) {
            if (closed || bytes + xml.length > config.unsentBytes()) {
                return false;
            }
            addAnyway(xml);
        }
        return true;
    }

    /** However much waits. */
    synchronized void addAnyway(byte[] xml) {
        bytes += xml.length;
        waiting.add(new Octets(xml));
        if (!flushes) {
            flushes = true;
            connection.loop().execute(this::flush);
        }
    }

    /** For the loop: nothing comes behind this; when it is handed over, this is done. */
    void addLast(byte[] xml, Runnable then) {
        close();
        atEnd = then;
        addAnyway(xml);
    }

    /** For the loop, every ten seconds: whether nothing went out for too long although something waits. */
    boolean isStalled() {
        count();
        boolean idle = connection.unwritten() > 0 && connection.written() == lastWritten;
        quietTicks = connection.written() == lastWritten ? quietTicks + 1 : 0;
        lastWritten = connection.written();
        idleTicks = idle ? idleTicks + 1 : 0;
        return (long) idleTicks * TICK_SECONDS >= config.stalledFor().toSeconds();
    }

    /** For the loop: finds dead connections, RFC 6120 §4.6.1. */
    void keepAlive() {
        if ((long) quietTicks * TICK_SECONDS >= config.keepAlive().toSeconds()) {
            quietTicks = 0;
            addAnyway(new byte[] {' '});
        }
    }

    private void flush() {
        boolean all = hand();
        connection.flush();
        count();
        if (!all) {
            connection.loop().later(this::flush);
        } else if (atEnd != null) {
            var then = atEnd;
            atEnd = null;
            then.run();
        }
    }

    /** @return whether that was all */
    private boolean hand() {
        OctetsQueue ready;
        boolean all;
        synchronized (this) {
            ready = waiting.portion();
            all = waiting.isEmpty();
            flushes = !all;
        }
        while (!ready.isEmpty()) {
            connection.write(ready.remove());
        }
        return all;
    }

    /** What the system has taken does not wait any more. */
    private void count() {
        long written = connection.written();
        synchronized (this) {
            bytes -= written - counted;
        }
        counted = written;
    }

    synchronized void close() {
        closed = true;
    }
}
