package offhook.voicemail.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.work.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what one caller says, a frame of 20 ms at a time, and has it written elsewhere: it never waits for the disk. What the
 * disk cannot take within ten seconds is not recorded. Belongs to the loop of its call.
 */
public final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** Frames that are written together: as much is lost at most if the process is killed. */
    private static final int TOGETHER = 5;

    private static final int FRAMES_A_SECOND = 50;
    private static final int MOST_WAITING = 10 * FRAMES_A_SECOND;

    private final Label label;
    private final Executor lane;
    private final long least;
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<short[]> frames = new ArrayList<>(TOGETHER);
    private volatile boolean broken;
    private boolean ended;

    // Belongs to the lane.
    private Tape tape; // null before it is opened, and if it could not be
    private boolean failed;
    private int unsynced;

    /** @param lane does one thing after the other, and may block */
    Recorder(TapeOpener opener, Label label, Executor lane, long least) {
        this.label = label;
        this.lane = lane;
        this.least = least;
        post(() -> tape = opener.open(label));
    }

    /** Makes the files. */
    @FunctionalInterface
    interface TapeOpener {
        Tape open(Label label) throws IOException;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** The next frame; the array may be used again. */
    public void add(short[] frame) {
        if (broken || ended) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            fail(new IOException("the disk is too slow"));
            return;
        }
        frames.add(frame.clone());
        if (frames.size() == TOGETHER) {
            flush();
        }
    }

    /** Whether what is added is not written any more. */
    public boolean isBroken() {
        return broken;
    }

    private void flush() {
        var some = List.copyOf(frames);
        frames.clear();
        post(() -> write(some));
    }

    private void write(List<short[]> some) throws IOException {
        for (var frame : some) {
            tape.write(frame);
        }
        waiting.addAndGet(-some.size());
        unsynced += some.size();
        if (unsynced >= FRAMES_A_SECOND) {
            tape.sync();
            unsynced = 0;
        }
    }

    /**
     * Ends it and keeps the beginning.
     *
     * @param samples as many are kept
     * @return what there is then, complete and synced; empty if it is too short. It fails if the disk does: what was written
     *     is found at the next start
     */
    public CompletionStage<Optional<Recording>> finish(long samples) {
        flush();
        ended = true;
        var done = new CompletableFuture<Optional<Recording>>();
        try {
            lane.execute(() -> finish(samples, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void finish(long samples, CompletableFuture<Optional<Recording>> done) {
        try {
            if (tape == null) {
                throw new IOException("there is no file");
            }
            done.complete(tape.finish(samples, least, broken));
        } catch (IOException e) {
            LOG.error("Recording {} could not be finished: {}", label.id(), e.toString());
            close();
            done.completeExceptionally(e);
        }
    }

    /** Ends it, and nothing is kept. */
    public void discard() {
        ended = true;
        frames.clear();
        try {
            lane.execute(this::delete);
        } catch (RejectedExecutionException e) {
            LOG.debug("Recording {} is left to the next start", label.id());
        }
    }

    private void delete() {
        try {
            if (tape != null) {
                tape.discard();
            }
        } catch (IOException e) {
            LOG.warn("Recording {} could not be deleted: {}", label.id(), e.toString());
        }
    }

    private void post(Work work) {
        try {
            lane.execute(() -> attempt(work));
        } catch (RejectedExecutionException e) {
            fail(new IOException("the server stops", e));
        }
    }

    private void attempt(Work work) {
        try {
            if (!failed) {
                work.run();
            }
        } catch (IOException e) {
            failed = true;
            fail(e);
        }
    }

    private void fail(IOException cause) {
        if (!broken) {
            LOG.error("Recording {} for {} breaks off: {}", label.id(), label.box(), Cause.line(cause));
        }
        broken = true;
    }

    private void close() {
        try {
            if (tape != null) {
                tape.abandon();
            }
        } catch (IOException e) {
            LOG.debug("Recording {} could not be closed: {}", label.id(), e.toString());
        }
    }
}
