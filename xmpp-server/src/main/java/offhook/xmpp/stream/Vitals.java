package offhook.xmpp.stream;

/** Notices how a connection does, asked at intervals of {@link Sweep#EVERY}. Belongs to its loop. */
final class Vitals {

    private final Connection connection;
    private final StreamConfig config;

    private boolean heard;
    private long written;
    private int sweepsSilent; // of ours
    private int sweepsStalled;

    Vitals(Connection connection, StreamConfig config) {
        this.connection = connection;
        this.config = config;
    }

    void heard() {
        heard = true;
    }

    /** Whether nothing came in since the last time. */
    boolean quiet() {
        boolean was = !heard;
        heard = false;
        return was;
    }

    /** Whether the client has taken nothing for too long though something waits for it. */
    boolean stalled() {
        boolean moved = connection.written() != written;
        written = connection.written();
        sweepsSilent = moved ? 0 : sweepsSilent + 1;
        sweepsStalled = moved || connection.unwritten() == 0 ? 0 : sweepsStalled + 1;
        return Sweep.EVERY.multipliedBy(sweepsStalled).compareTo(config.stalledFor()) >= 0;
    }

    /** Whether nothing was sent for so long that it is time for a keep-alive. */
    boolean silent() {
        return Sweep.EVERY.multipliedBy(sweepsSilent).compareTo(config.keepAlive()) >= 0;
    }
}
