package offhook.gateway;

import java.time.Duration;
import offhook.runtime.storage.DiskWatch;

/** A disk whose room the test decides on, and that is looked at all the time. */
final class FillingDisk implements DiskWatch.Disk {

    private static final long MB = 1 << 20;

    private volatile long free = 1000 * MB;

    void has(int megabytes) {
        free = megabytes * MB;
    }

    @Override
    public long free() {
        return free;
    }

    @Override
    public Duration every() {
        return Duration.ofMillis(100);
    }
}
