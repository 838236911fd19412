package offhook.runtime.net;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets packets wait for company, as a network card does when it coalesces interrupts: a loop that is woken again and again
 * sleeps for {@value #PAUSE_MS} ms before it looks, and reads what came meanwhile in one go; for twice as long where fewer
 * than {@value #COMPANY} channels had something the last time, and for four times as long where these few kept it busy: then
 * many packets come by each, as by the one socket of all phones. What comes after a silence of twice that is read at once; a
 * loop that has more to do than it can do never sleeps. For one loop.
 */
final class Coalescing implements SelectStrategy {

    static final int PAUSE_MS = 2;

    /** A loop that has this many channels to read from at a look shares the price of being woken as it is. */
    static final int COMPANY = 3;

    /** What a loop does between two sleeps takes longer than that where more than a handful of packets came. */
    static final int BUSY_US = 100;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
    private static final long BUSY = TimeUnit.MICROSECONDS.toNanos(BUSY_US);

    private final LongSupplier clock;
    private final LongConsumer sleep;
    private long pause = 2 * PAUSE;
    private int company; // after the last sleep
    private long looked;

    Coalescing() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param clock nanoseconds, from wherever
     * @param sleep for so many nanoseconds, or less
     */
    Coalescing(LongSupplier clock, LongConsumer sleep) {
        this.clock = clock;
        this.sleep = sleep;
        looked = clock.getAsLong() - 2 * pause;
    }

    /** Of tasks that other threads bring while it sleeps the loop hears when it looks next: that is before it blocks. */
    @Override
    public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return ready.get();
        }
        int count = 0;
        long since = clock.getAsLong() - looked;
        if (since < 2 * pause) {
            count = ready.get();
            if (count > 0) {
                return count;
            }
            pause = pause(since);
            sleep.accept(pause);
            count = ready.get();
        }
        company = count;
        looked = clock.getAsLong();
        return count > 0 ? count : SELECT;
    }

    private long pause(long worked) {
        if (company >= COMPANY) {
            return PAUSE;
        }
        return company > 0 && worked > BUSY ? 4 * PAUSE : 2 * PAUSE;
    }
}
