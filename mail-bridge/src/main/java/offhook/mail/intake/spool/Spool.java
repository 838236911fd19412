package offhook.mail.intake.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.mail.intake.smtp.Envelope;
import offhook.mail.intake.smtp.Mails;
import offhook.mail.intake.smtp.Reception;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.storage.Write;
import offhook.runtime.work.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails that we have and nobody has made a voicemail of yet: a file each, and a row. A client hears that we have a mail
 * when both are synced; the same mail a second time is acknowledged and not kept again. Safe to share.
 */
public final class Spool implements Mails {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    /** As many are shown in the hospital. */
    private static final int MOST = 1000;

    /** How long a mail is known again; a mail server gives up after five days (RFC 5321 §4.5.4.1). */
    private static final Duration MEMORY = Duration.ofDays(30);

    private final MailFolder folder;
    private final Limits limits;
    private final Ground on;
    private final Consumer<String> arrived;
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param largest mail, in bytes
     * @param quota of all mails together
     */
    public record Limits(long largest, long quota) {}

    /**
     * What it stands on.
     *
     * @param files threads that may block
     * @param random a strong source
     * @param room of the disk
     */
    public record Ground(
            Database database, InstantSource clock, RandomGenerator random, Executor files, Supplier<Room> room) {}

    /**
     * Makes its table. Blocks.
     *
     * @param arrived told the id of each mail that is kept, on the writer's thread: must not block
     */
    public Spool(Path folder, Limits limits, Ground on, Consumer<String> arrived) {
        this.folder = new MailFolder(folder);
        this.limits = limits;
        this.on = on;
        this.arrived = arrived;
        on.database.migrate(MailTable.MODULE);
    }

    /** Makes the folder, and says which mails wait: all of them, by their ids, the oldest first. Blocks. */
    public List<String> open() throws IOException {
        folder.open(new HashSet<>(on.database.read(handle -> new MailTable(handle).withFile())));
        bytes.set(on.database.read(handle -> new MailTable(handle).bytes()));
        return on.database.read(handle -> new MailTable(handle).waiting());
    }

    /** How much there is. */
    public long bytes() {
        return bytes.get();
    }

    long largest() {
        return limits.largest();
    }

    MailFolder folder() {
        return folder;
    }

    @Override
    public boolean hasRoom() {
        return on.room.get() == Room.ENOUGH && bytes.get() < limits.quota();
    }

    @Override
    public Arrival begin(Envelope envelope) {
        var id = "in-" + Long.toUnsignedString(on.random.nextLong(), 36)
                + Long.toUnsignedString(on.random.nextLong(), 36);
        return new SpooledArrival(this, id, envelope, new Lane(on.files));
    }

    /** The file is there: now the row. */
    CompletionStage<Reception> keep(String id, String key, Envelope envelope, long length) {
        var mail = new KeptMail(
                id,
                key,
                on.clock.instant(),
                envelope.client(),
                envelope.sender(),
                envelope.recipients(),
                length,
                MailState.WAITING,
                "",
                0,
                "",
                Optional.empty());
        return write(tx -> new MailTable(tx).add(mail))
                .handleAsync((added, failure) -> kept(mail, added, failure), on.files);
    }

    private Reception kept(KeptMail mail, Boolean added, Throwable failure) {
        if (failure != null) {
            // Nobody knows whether the row is in: if it is, the file has to be there.
            log.error("mail intake: a mail of {} is not acknowledged: {}", mail.client(), failure.toString());
            return Reception.FAILED;
        }
        if (added) {
            bytes.addAndGet(mail.bytes());
            log.info(
                    "mail intake: {} of {} to {} is kept, {} bytes",
                    mail.id(),
                    mail.client(),
                    mail.recipients(),
                    mail.bytes());
            arrived.accept(mail.id());
        } else {
            log.info("mail intake: a mail of {} to {} has come once more", mail.client(), mail.recipients());
            delete(mail.id());
        }
        return Reception.KEPT;
    }

    /** Blocks. */
    public Optional<KeptMail> find(String id) {
        return on.database.read(handle -> new MailTable(handle).find(id));
    }

    /** All of it, as it came. */
    public Path file(KeptMail mail) {
        return folder.whole(mail.id());
    }

    /** Those that nobody could make anything of, the oldest first. Blocks. */
    public List<KeptMail> hospital() {
        return on.database.read(handle -> new MailTable(handle).in(MailState.FAILED, MOST));
    }

    /** Something has become of it, or nobody wants it; false if it is gone already. */
    public CompletionStage<Boolean> done(KeptMail mail) {
        var old = on.clock.instant().minus(MEMORY);
        return write(tx -> {
                    var store = new MailTable(tx);
                    store.forget(old, MOST);
                    return store.done(mail.id());
                })
                .thenApplyAsync(
                        changed -> {
                            if (changed) {
                                bytes.addAndGet(-mail.bytes());
                                delete(mail.id());
                            }
                            return changed;
                        },
                        on.files);
    }

    /** To the hospital, with one line for the admin. */
    public CompletionStage<Void> failed(KeptMail mail, String subject, String cause) {
        return write(tx -> {
            new MailTable(tx).failed(mail.id(), subject, cause);
            return null;
        });
    }

    /** Out of the hospital: it is looked at again; false if it is not there. */
    public CompletionStage<Boolean> retry(String id, Optional<String> box) {
        return write(tx -> new MailTable(tx).retry(id, box)).thenApply(changed -> {
            if (changed) {
                arrived.accept(id);
            }
            return changed;
        });
    }

    private <T> CompletionStage<T> write(Write<T> write) {
        return on.database.write(write);
    }

    private void delete(String id) {
        try {
            folder.discard(id);
        } catch (IOException e) {
            log.warn("mail intake: the file {} is left to the next start: {}", id, e.toString());
        }
    }
}
