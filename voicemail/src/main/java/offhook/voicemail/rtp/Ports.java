package offhook.voicemail.rtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Which pairs of ports are free. One that was used rests for a while, so that what is still under way to the old call does
 * not reach the next. Safe to share.
 */
public final class Ports {

    private static final Duration REST = Duration.ofSeconds(5);

    private final Deque<Free> free = new ArrayDeque<>();
    private int leased;

    private record Free(int port, long from) {}

    /** All of them, in an order that nobody can guess. */
    public Ports(PortRange range, RandomGenerator random) {
        var ports = new ArrayList<Integer>();
        for (int port = range.first(); port < range.last(); port += 2) {
            ports.add(port);
        }
        // Whoever knows the next port could speak first.
        for (int i = ports.size() - 1; i > 0; i--) {
            Collections.swap(ports, i, random.nextInt(i + 1));
        }
        ports.forEach(port -> free.add(new Free(port, Long.MIN_VALUE)));
    }

    /**
     * The even port of a pair; empty if all are in use or rest.
     *
     * @param nanos the monotonic clock
     */
    public synchronized OptionalInt lease(long nanos) {
        var first = free.peek();
        if (first == null || (first.from != Long.MIN_VALUE && nanos - first.from < 0)) {
            return OptionalInt.empty();
        }
        leased++;
        return OptionalInt.of(free.remove().port);
    }

    /** Gives a pair back, also one that the system refused. */
    public synchronized void release(int port, long nanos) {
        leased--;
        free.add(new Free(port, nanos + REST.toNanos()));
    }

    /** How many pairs are in use. */
    public synchronized int leased() {
        return leased;
    }
}
