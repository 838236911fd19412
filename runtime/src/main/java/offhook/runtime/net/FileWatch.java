package offhook.runtime.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when files have changed. It looks now and then, which works on every file system and through links, and tells a
 * change when the next look finds the files unchanged: so nobody reads half of what is just being written.
 */
public final class FileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** What a file looked like; null for one that is not there. */
    private record Stamp(FileTime modified, long size, Object key) {

        static Stamp of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return new Stamp(null, 0, null); // not there, or not for us: a change if it was
            }
        }
    }

    private final List<Path> files;
    private final Duration every;
    private final Timers timers;
    private final Executor io;
    private final Runnable changed;
    private List<Stamp> told;
    private List<Stamp> last;
    private volatile Timer next;
    private volatile boolean closed;

    /**
     * Starts to watch; the state of now is the one to compare with.
     *
     * @param io where files are looked at, one look at a time: not a loop
     * @param changed called there; it may find a file gone
     */
    public FileWatch(List<Path> files, Duration every, Timers timers, Executor io, Runnable changed) {
        this.files = List.copyOf(files);
        this.every = every;
        this.timers = timers;
        this.io = io;
        this.changed = changed;
        told = look();
        last = told;
        schedule();
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    private List<Stamp> look() {
        return files.stream().map(Stamp::of).toList();
    }

    private void schedule() {
        next = timers.after(every, io, this::check);
    }

    private void check() {
        if (closed) {
            return;
        }
        var now = look();
        var settled = now.equals(last);
        last = now;
        if (settled && !now.equals(told)) {
            told = now;
            tell();
        }
        schedule();
    }

    private void tell() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.error("What follows from a change of {} failed", files, e);
        }
    }
}
