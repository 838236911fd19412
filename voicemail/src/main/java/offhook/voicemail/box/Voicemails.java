package offhook.voicemail.box;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Write;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.box.VoicemailStore.Usage;
import offhook.voicemail.recording.Recording;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailboxes of everybody. How many voicemails wait is answered from memory; what is acknowledged is committed. Safe to
 * share.
 */
public final class Voicemails {

    /** The module of its migrations. */
    public static final String MODULE = "voicemail-box";

    /** As many are shown; whoever has more deletes some, or waits until they are too old. */
    public static final int MOST_SHOWN = 500;

    private static final Logger log = LoggerFactory.getLogger(Voicemails.class);

    private final BoxConfig config;
    private final BoxFolder folder;
    private final Directory directory;
    private final Database database;
    private final InstantSource clock;
    private final Executor io;
    private final VoicemailListener listener;
    private final Sweeper sweeper;
    private final Transcriptions transcriptions;
    private final Map<UserId, Usage> usage = new ConcurrentHashMap<>();
    private final List<Consumer<UserId>> watchers = new CopyOnWriteArrayList<>();

    /**
     * Makes its table. Blocks.
     *
     * @param io where files are looked at and deleted: not a loop
     * @param listener called in the transactions
     */
    public Voicemails(
            BoxConfig config,
            BoxFolder folder,
            Directory directory,
            Database database,
            InstantSource clock,
            Executor io,
            VoicemailListener listener) {
        this.config = config;
        this.folder = folder;
        this.directory = directory;
        this.database = database;
        this.clock = clock;
        this.io = io;
        this.listener = listener;
        this.sweeper = new Sweeper(config, folder, database, clock, io, listener, this::recount);
        this.transcriptions = new Transcriptions(database, listener);
        database.migrate(MODULE);
        usage.putAll(database.read(handle -> new VoicemailTable(handle).usage()));
    }

    /** Makes the folder, and drops from now on what is too old, or has lost its file. Blocks. */
    public void start(Timers timers) throws IOException {
        Files.createDirectories(folder.folder());
        sweeper.start(timers);
    }

    /** From now on it hears of everybody whose counts have changed, on the writer's thread. Must not block. */
    public void listen(Consumer<UserId> watcher) {
        watchers.add(watcher);
    }

    /** From memory. */
    public Counts counts(UserId box) {
        return usage.getOrDefault(box, Usage.NONE).counts();
    }

    /** Whether another voicemail may be recorded; from memory. */
    public boolean hasRoom(UserId box) {
        return usage.getOrDefault(box, Usage.NONE).bytes() < config.quota().bytes();
    }

    /**
     * A voicemail is there when the stage completes. It says whether it was this call that did it: what is added already
     * is not added again, nor what was deleted meanwhile, nor what is for nobody.
     *
     * @throws IllegalArgumentException if the file is not where it belongs
     */
    public CompletionStage<Boolean> add(Recording recording) {
        if (!recording.wav().equals(folder.wav(recording.id()))) {
            throw new IllegalArgumentException("a recording in the wrong place");
        }
        return CompletableFuture.supplyAsync(() -> size(recording), io)
                .thenCompose(bytes -> write(recording.box(), tx -> {
                    var voicemail = Voicemail.of(recording, bytes, clock.instant());
                    if (directory.user(recording.box()).isEmpty() || !new VoicemailTable(tx).add(voicemail)) {
                        return false;
                    }
                    listener.left(voicemail, tx);
                    return true;
                }));
    }

    private static long size(Recording recording) {
        try {
            return Files.size(recording.wav());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Adds what was found complete at the start; those that are known already are the most. */
    public void adopt(Collection<Recording> found) {
        for (var recording : found) {
            add(recording).whenComplete((added, failure) -> {
                if (failure != null) {
                    log.error(
                            "voicemail {} for {} is not added: {}",
                            recording.id(),
                            recording.box(),
                            Cause.line(failure));
                } else if (added) {
                    log.info("voicemail {} for {} was found and is added", recording.id(), recording.box());
                }
            });
        }
    }

    /** Somebody's, without deleted ones: new ones first, of these the newest first. Blocks. */
    public List<Voicemail> list(UserId box) {
        return database.read(handle -> new VoicemailTable(handle).of(box, MOST_SHOWN));
    }

    /** Those that somebody can have back, the newest first. Blocks. */
    public List<Voicemail> deleted(UserId box) {
        return database.read(handle -> new VoicemailTable(handle).deleted(box, MOST_SHOWN));
    }

    /** One of somebody's, also if it is deleted. Blocks. */
    public Optional<Voicemail> find(UserId box, String id) {
        return find(id).filter(voicemail -> voicemail.box().equals(box));
    }

    /** Blocks. */
    public Optional<Voicemail> find(String id) {
        return database.read(handle -> find(id, handle));
    }

    /** As a transaction sees it. */
    public static Optional<Voicemail> find(String id, Handle tx) {
        return new VoicemailTable(tx).find(id);
    }

    /** Whether a voicemail was left in a call, for anybody, as a transaction sees it. */
    public static boolean isLeftIn(String callId, Handle tx) {
        return new VoicemailTable(tx).isLeftIn(callId);
    }

    /** What was recorded, as a file. */
    public BoxFolder folder() {
        return folder;
    }

    /** They have listened to it. The stage has it as it is now; empty if they have none of this id. */
    public CompletionStage<Optional<Voicemail>> heard(UserId box, String id) {
        return change(box, id, state -> state == State.NEW ? State.HEARD : state);
    }

    /** They want it to be new, also if it is deleted. */
    public CompletionStage<Optional<Voicemail>> renewed(UserId box, String id) {
        return change(box, id, state -> State.NEW);
    }

    /** They want to keep it: a deleted one is had back, a heard one is kept for as long as if it were heard now. */
    public CompletionStage<Optional<Voicemail>> kept(UserId box, String id) {
        return change(box, id, state -> state == State.NEW ? State.NEW : State.HEARD);
    }

    /** They do not want it any more; for a while they can have it back. */
    public CompletionStage<Optional<Voicemail>> deleted(UserId box, String id) {
        return change(box, id, state -> State.DELETED);
    }

    private CompletionStage<Optional<Voicemail>> change(UserId box, String id, UnaryOperator<State> to) {
        return write(box, tx -> {
            var store = new VoicemailTable(tx);
            var found = store.find(id).filter(voicemail -> voicemail.box().equals(box));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var before = found.get();
            var after = before.with(to.apply(before.state()), clock.instant());
            if (after.state() == before.state() && after.state() != State.HEARD) {
                return found;
            }
            store.change(id, after.state(), after.changed());
            if (after.state() != before.state()) {
                listener.changed(after, tx);
            }
            return Optional.of(after);
        });
    }

    /** What is said in them, in writing. */
    public Transcriptions transcriptions() {
        return transcriptions;
    }

    /** Somebody is removed: nobody has their voicemails any more, in the transaction that does it; the files go soon after. */
    public void forget(UserId box, Handle tx) {
        var store = new VoicemailTable(tx);
        store.mark(box);
        usage.remove(box);
        sweeper.wake();
    }

    private record Changed<T>(T value, Usage usage) {}

    /** A change of somebody's voicemails, after which they are counted anew. */
    private <T> CompletionStage<T> write(UserId box, Write<T> write) {
        return database.write(tx -> new Changed<>(write.run(tx), new VoicemailTable(tx).usage(box)))
                .thenApply(changed -> {
                    counted(box, changed.usage);
                    return changed.value;
                });
    }

    private void recount(UserId box) {
        write(box, tx -> null).whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("the voicemails of {} could not be counted: {}", box, Cause.line(failure));
            }
        });
    }

    private void counted(UserId box, Usage now) {
        var before = Optional.ofNullable(now.equals(Usage.NONE) ? usage.remove(box) : usage.put(box, now))
                .orElse(Usage.NONE);
        if (!before.counts().equals(now.counts())) {
            watchers.forEach(watcher -> watcher.accept(box));
        }
    }
}
