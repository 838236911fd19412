package offhook.voicemail.rtp.transport;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import offhook.voicemail.rtp.Datagrams.Parcel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is ready when its time has come, on a thread that does nothing else. A thread that hardly ever runs has its turn
 * at once, also where a loop, which has calls to set up, shares a processor with the compiler and the database. The thread ends
 * where nobody speaks. Safe to share.
 */
final class Departures {

    /** Beats of all loops: behind so many the thread is stuck, and late speech is worth nothing. */
    static final int MOST = 1_000;

    private static final int IDLE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final ScheduledThreadPoolExecutor thread;

    Departures() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "speech");
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** @param nanos of the monotonic clock */
    void at(long nanos, List<Parcel> parcels) {
        if (thread.getQueue().size() < MOST) {
            thread.schedule(() -> send(parcels), nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private static void send(List<Parcel> parcels) {
        for (var parcel : parcels) {
            try {
                parcel.send();
            } catch (RuntimeException fault) { // the other calls go on
                LOG.error("A packet of a call could not be sent", fault);
            }
        }
    }
}
