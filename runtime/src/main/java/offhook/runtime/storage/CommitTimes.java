package offhook.runtime.storage;

import java.time.Duration;
import java.util.Arrays;

/** How long the last commits took, sync included. Safe to share. */
final class CommitTimes {

    private final long[] last = new long[1024];
    private long commits;
    private long writes;

    synchronized void add(long nanos, int group) {
        last[(int) (commits % last.length)] = nanos;
        commits++;
        writes += group;
    }

    synchronized long commits() {
        return commits;
    }

    synchronized long writes() {
        return writes;
    }

    /** Of the last thousand; zero before the first. */
    synchronized Duration p99() {
        var sorted = Arrays.copyOf(last, (int) Math.min(commits, last.length));
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(sorted.length * 99 - 1) / 100]);
    }
}
