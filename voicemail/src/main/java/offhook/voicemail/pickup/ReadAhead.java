package offhook.voicemail.pickup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import offhook.runtime.work.Lane;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Samples;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording that is read while it is played, a few seconds before they are heard: however long it is, little of it is in
 * memory. Where the disk is slow there is silence. It belongs to who plays it; what reads is a lane of its own.
 */
final class ReadAhead implements Audio {

    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int PARTS = 4; // of half a second each
    private static final short[] END = {};

    private final Lane lane;
    private final Samples samples;
    private final int rate;
    private final Queue<short[]> parts = new ConcurrentLinkedQueue<>();
    private short[] part = new short[0];
    private int at;
    private int wanted;

    private ReadAhead(Samples samples, Executor files) {
        this.samples = samples;
        this.rate = samples.rate();
        this.lane = new Lane(files);
    }

    /** Opens it and reads its first part. Blocks. */
    static ReadAhead open(Path wav, Executor files) {
        try {
            var audio = new ReadAhead(Samples.open(wav), files);
            audio.wanted = 1;
            audio.fetch();
            return audio;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the lane, or before anybody listens. */
    private void fetch() {
        var more = new short[rate / 2];
        int read = 0;
        try {
            read = samples.read(more);
            if (read == 0) {
                samples.close();
            }
        } catch (IOException e) {
            LOG.error("A voicemail breaks off while it is played: {}", e.toString());
        }
        parts.add(read == 0 ? END : Arrays.copyOf(more, read));
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) {
        int filled = 0;
        while (filled < into.length) {
            if (at == part.length && !next()) {
                break;
            }
            int some = Math.min(into.length - filled, part.length - at);
            System.arraycopy(part, at, into, filled, some);
            at += some;
            filled += some;
        }
        if (part == END) {
            return filled == 0 ? -1 : filled;
        }
        Arrays.fill(into, filled, into.length, (short) 0);
        return into.length;
    }

    /** False at the end, and while nothing has been read. */
    private boolean next() {
        if (part == END) {
            return false;
        }
        while (wanted < PARTS) {
            wanted++;
            ask();
        }
        var more = parts.poll();
        if (more == null) {
            return false;
        }
        wanted--;
        part = more;
        at = 0;
        return more != END;
    }

    private void ask() {
        try {
            lane.execute(this::fetch);
        } catch (RejectedExecutionException e) {
            parts.add(END); // the server stops
        }
    }

    /** Nobody listens any more. From any thread. */
    void close() {
        try {
            lane.execute(() -> {
                try {
                    samples.close();
                } catch (IOException e) {
                    LOG.debug("A voicemail could not be closed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("A voicemail is closed with the server", e);
        }
    }
}
