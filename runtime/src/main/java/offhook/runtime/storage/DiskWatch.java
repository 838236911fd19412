package offhook.runtime.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how much room the disk of the data folder has. Under 256 MB it is little, under 64 MB nearly none; a ballast of
 * another 64 MB, which counts as used, is released when the disk is full and taken back when there is room again. Safe to
 * share.
 */
public final class DiskWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long MB = 1 << 20;
    private static final long LITTLE = 256 * MB;
    private static final long NEARLY_NONE = 64 * MB;
    private static final long FULL = 8 * MB;
    private static final long BALLAST = 64 * MB;

    /** By how much it has to be better than a limit before it counts as better: else it would come and go. */
    private static final long CLEARLY = 16 * MB;

    /** Asks a disk how much room it has. */
    @FunctionalInterface
    public interface Disk {

        /** In bytes. Blocks. */
        long free() throws IOException;

        /** How often that is done. */
        default Duration every() {
            return EVERY;
        }

        /** The one that a folder is on. */
        static Disk of(Path folder) {
            return () -> Files.getFileStore(folder).getUsableSpace();
        }
    }

    private final Path data;
    private final Disk disk;
    private final Ballast ballast;
    private final Timers timers;
    private final Executor io;
    private volatile long free = Long.MAX_VALUE;
    private volatile Room room = Room.ENOUGH;
    private volatile Timer next;
    private volatile boolean closed;

    /**
     * Looks once, on the calling thread, then as often as the disk says.
     *
     * @param disk that of the data folder
     * @param io where the disk is looked at, one look at a time: not a loop
     */
    public DiskWatch(Path data, Disk disk, Timers timers, Executor io) {
        this(data, disk, new Ballast(data.resolve("ballast"), BALLAST), timers, io);
    }

    DiskWatch(Path data, Disk disk, Ballast ballast, Timers timers, Executor io) {
        this.data = data;
        this.disk = disk;
        this.ballast = ballast;
        this.timers = timers;
        this.io = io;
        look();
    }

    public Room room() {
        return room;
    }

    /** In bytes, without the ballast. */
    public long free() {
        return free;
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    private void look() {
        if (closed) {
            return;
        }
        try {
            measure();
        } catch (IOException e) {
            LOG.error("The free space of {} is not known: {}", data, e.toString());
        }
        next = timers.after(disk.every(), io, this::look);
    }

    private void measure() throws IOException {
        var usable = disk.free();
        var held = ballast.held();
        if (held && usable < FULL) {
            ballast.release();
            LOG.error("The disk of {} is full: the ballast is released", data);
            usable += BALLAST;
            held = false;
        } else if (!held && usable >= LITTLE + BALLAST + CLEARLY) {
            ballast.take();
            usable -= BALLAST;
            held = true;
        }
        free = Math.max(0, held ? usable : usable - BALLAST);
        change(judge(free, room));
    }

    /** It gets worse at a limit, and better clearly above it. */
    static Room judge(long free, Room before) {
        if (free < NEARLY_NONE + (before == Room.NEARLY_NONE ? CLEARLY : 0)) {
            return Room.NEARLY_NONE;
        }
        return free < LITTLE + (before == Room.ENOUGH ? 0 : CLEARLY) ? Room.LITTLE : Room.ENOUGH;
    }

    private void change(Room now) {
        if (now == room) {
            return;
        }
        room = now;
        switch (now) {
            case ENOUGH -> LOG.info("The disk of {} has room again: {} MB", data, free / MB);
            case LITTLE -> LOG.warn("The disk of {} has only {} MB: no recordings, no large messages", data, free / MB);
            case NEARLY_NONE -> LOG.error("The disk of {} has only {} MB: calls only", data, free / MB);
        }
    }
}
