package offhook.runtime.net;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets packets wait for company, as a network card does when it coalesces interrupts: a loop that is woken again and again
 * within {@value #PAUSE_MS} ms sleeps for so long before it looks, and reads what came meanwhile in one go. What comes
 * after a silence is read at once; a loop that has more to do than it can do never sleeps. For one loop.
 */
final class Coalescing implements SelectStrategy {

    static final int PAUSE_MS = 2;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);

    private final LongSupplier clock;
    private final LongConsumer sleep;
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
        looked = clock.getAsLong() - 2 * PAUSE;
    }

    /** Of tasks that other threads bring while it sleeps the loop hears when it looks next: that is before it blocks. */
    @Override
    public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return ready.get();
        }
        if (clock.getAsLong() - looked < 2 * PAUSE) {
            int count = ready.get();
            if (count > 0) {
                return count;
            }
            sleep.accept(PAUSE);
        }
        looked = clock.getAsLong();
        return SELECT;
    }
}
