package offhook.xmpp.stream.component;

import java.util.ArrayList;
import java.util.List;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.StreamConfig;

/** What is to be sent to one component, no more of it than there may wait. Safe to share, where it does not say otherwise. */
final class ComponentOutbox {

    private static final int TICK_SECONDS = 10;

    private final Connection connection;
    private final StreamConfig config;

    // Guarded by this.
    private List<byte[]> waiting = new ArrayList<>();
    private long bytes; // of those that wait, and of those that the system has not taken
    private boolean closed;

    // Of the loop.
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
            bytes += xml.length;
            waiting.add(xml);
            if (waiting.size() > 1) {
                return true;
            }
        }
        connection.loop().execute(this::flush);
        return true;
    }

    /** For the loop: whatever waits, and then this. */
    void addNow(byte[] xml) {
        hand();
        synchronized (this) {
            bytes += xml.length;
        }
        connection.write(xml);
        connection.loop().execute(this::flush);
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
            addNow(new byte[] {' '});
        }
    }

    private void flush() {
        hand();
        connection.flush();
        count();
    }

    private void hand() {
        List<byte[]> ready;
        synchronized (this) {
            ready = waiting;
            waiting = new ArrayList<>();
        }
        ready.forEach(connection::write);
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
