package offhook.xmpp.stream.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What passes between the two connections of a bytestream. Safe to share. */
final class Transfer {

    private final Allowance allowance;
    private final Duration idle;
    private final InstantSource clock;
    private final Runnable ended;
    private volatile Instant moved;
    private boolean over;

    /**
     * @param allowance of its user
     * @param idle how long nothing may move
     * @param ended runs once
     */
    Transfer(Allowance allowance, Duration idle, InstantSource clock, Runnable ended) {
        this.allowance = allowance;
        this.idle = idle;
        this.clock = clock;
        this.ended = ended;
        moved = clock.instant();
    }

    /** So much went from one to the other; how long to wait before more goes. */
    Duration moved(int bytes) {
        moved = clock.instant();
        return allowance.take(bytes);
    }

    /** How long it may still stand still; nothing if it has for too long. */
    Duration patience() {
        var left = Duration.between(clock.instant(), moved.plus(idle));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** One of the two has gone; as often as anybody says so. */
    void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        ended.run();
    }
}
