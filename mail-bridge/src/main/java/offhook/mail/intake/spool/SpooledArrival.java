package offhook.mail.intake.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import offhook.mail.intake.smtp.Envelope;
import offhook.mail.intake.smtp.Mails;
import offhook.mail.intake.smtp.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mail that is being written to disk, a part at a time, on a lane of its own. */
final class SpooledArrival implements Mails.Arrival {

    private static final Logger log = LoggerFactory.getLogger(SpooledArrival.class);

    private final Spool spool;
    private final String id;
    private final Envelope envelope;
    private final Executor lane;
    private final Identity identity = new Identity();

    // Belongs to the lane.
    private FileChannel file; // null before the first part, and when the file is given up
    private long length;
    private Reception trouble; // null while all is well
    private boolean over;

    /** @param lane does one thing after the other, and may block */
    SpooledArrival(Spool spool, String id, Envelope envelope, Executor lane) {
        this.spool = spool;
        this.id = id;
        this.envelope = envelope;
        this.lane = lane;
    }

    @Override
    public CompletionStage<Void> write(byte[] part) {
        return onLane(() -> take(part));
    }

    private Void take(byte[] part) {
        length += part.length;
        if (trouble == null && length > spool.largest()) {
            giveUp(Reception.TOO_LARGE);
        }
        if (trouble != null) {
            return null;
        }
        try {
            if (file == null) {
                file = spool.folder().begin(id);
            }
            MailFolder.write(file, part);
            identity.add(part);
        } catch (IOException e) {
            fail(e);
        }
        return null;
    }

    @Override
    public CompletionStage<Reception> end() {
        return onLane(this::whole).thenCompose(done -> done);
    }

    private CompletionStage<Reception> whole() {
        over = true;
        try {
            if (trouble == null && file == null) {
                file = spool.folder().begin(id); // a mail of nothing at all
            }
            if (trouble == null) {
                spool.folder().keep(id, file);
                return spool.keep(id, identity.key(envelope.recipients()), envelope, length);
            }
        } catch (IOException e) {
            fail(e);
        }
        return CompletableFuture.completedFuture(trouble);
    }

    @Override
    public void abort() {
        onLane(() -> {
            if (!over) {
                over = true;
                giveUp(Reception.FAILED);
            }
            return null;
        });
    }

    private void fail(IOException cause) {
        log.error("mail intake: a mail of {} cannot be written: {}", envelope.client(), cause.toString());
        boolean isFull = String.valueOf(cause.getMessage()).contains("No space left");
        giveUp(isFull ? Reception.NO_ROOM : Reception.FAILED);
    }

    private void giveUp(Reception why) {
        trouble = why;
        try {
            if (file != null) {
                file.close();
            }
            spool.folder().discard(id);
        } catch (IOException e) {
            log.warn("mail intake: the file {} is left to the next start: {}", id, e.toString());
        }
        file = null;
    }

    private <T> CompletionStage<T> onLane(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, lane);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
