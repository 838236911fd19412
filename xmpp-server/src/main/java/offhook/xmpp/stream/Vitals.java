package offhook.xmpp.stream;

/** Notices how a connection does, asked at intervals of {@link Sweep#EVERY}. Belongs to its loop. */
final class Vitals {

    private final Connection connection;
    private final StreamConfig config;

    private boolean heard;
    private boolean awake;
    private long written;
    private int sweepsSilent; // of ours
    private int sweepsStalled;

    Vitals(Connection connection, StreamConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** Something came in; tells whether nothing had for a while. */
    boolean heard() {
        boolean news = !awake;
        heard = true;
        awake = true;
        return news;
    }

    /** Whether nothing came in since the last time, asked at intervals of {@link Sweep#REST}. */
    boolean quiet() {
        awake = heard;
        heard = false;
        return !awake;
    }

    /** Whether the client has taken nothing for too long though something waits for it. */
    boolean stalled() {
        boolean moved = connection.written() != written;
        written = connection.written();
        sweepsSilent = moved ? 0 : sweepsSilent + 1;
        boolean waits = connection.unwritten() > 0 && !connection.isPaused();
        sweepsStalled = moved || !waits ? 0 : sweepsStalled + 1;
        return Sweep.EVERY.multipliedBy(sweepsStalled).compareTo(config.stalledFor()) >= 0;
    }

    /** Whether nothing was sent for so long that it is time for a keep-alive. */
    boolean silent() {
        return Sweep.EVERY.multipliedBy(sweepsSilent).compareTo(config.keepAlive()) >= 0;
    }
}
