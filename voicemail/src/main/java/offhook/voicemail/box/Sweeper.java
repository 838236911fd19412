package offhook.voicemail.box;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops voicemails that are too old or have lost their file, and deletes the files of those that are gone, a few at a time.
 * {@link #wake} is safe to share; the rest belongs to its lane, whose pool may block.
 */
final class Sweeper {

    /** No more in one transaction. */
    static final int BATCH = 100;

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration BETWEEN_WALKS = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final BoxConfig config;
    private final BoxFolder folder;
    private final Database database;
    private final InstantSource clock;
    private final VoicemailListener listener;
    private final Consumer<UserId> recount;
    private final Lane lane;
    private volatile Timers timers;
    private Timer next;

    /** @param recount told of those whose voicemails were dropped */
    Sweeper(
            BoxConfig config,
            BoxFolder folder,
            Database database,
            InstantSource clock,
            Executor io,
            VoicemailListener listener,
            Consumer<UserId> recount) {
        this.config = config;
        this.folder = folder;
        this.database = database;
        this.clock = clock;
        this.listener = listener;
        this.recount = recount;
        this.lane = new Lane(io);
    }

    void start(Timers someTimers) {
        timers = someTimers;
        lane.execute(() -> look(""));
    }

    /** There is something to delete: called inside the transaction that marks it, so a moment later. */
    void wake() {
        if (timers != null) {
            timers.after(MOMENT, lane, this::walk);
        }
    }

    /** Once: what has lost its file can be played to nobody. */
    private void look(String after) {
        var ids = database.read(handle -> new VoicemailTable(handle).idsAfter(after, BATCH));
        var lost = ids.stream().filter(id -> !folder.has(id)).toList();
        then(lost.isEmpty() ? database.write(tx -> 0) : drop(lost), dropped -> {
            if (ids.size() == BATCH) {
                look(ids.get(BATCH - 1));
            } else {
                walk();
            }
        });
    }

    private CompletionStage<Integer> drop(List<String> lost) {
        log.warn("{} voicemails have lost their file and are dropped: {}", lost.size(), lost);
        return database.write(tx -> {
            var store = new VoicemailTable(tx);
            lost.forEach(id -> store.find(id).ifPresent(voicemail -> drop(voicemail, store)));
            return lost.size();
        });
    }

    /** What is too old goes first, then the files of all that is to go. */
    private void walk() {
        var now = clock.instant();
        then(
                database.write(tx -> {
                    var store = new VoicemailTable(tx);
                    var old = store.expired(now.minus(config.deleted()), now.minus(config.heard()), BATCH);
                    old.forEach(voicemail -> drop(voicemail, store));
                    return old.size();
                }),
                dropped -> delete(dropped == BATCH));
    }

    private void drop(Voicemail voicemail, VoicemailTable store) {
        listener.gone(voicemail, store.tx());
        store.mark(voicemail.id());
        timers.after(Duration.ZERO, lane, () -> recount.accept(voicemail.box()));
    }

    private void delete(boolean thereIsMore) {
        var gone = database.read(handle -> new VoicemailTable(handle).gone(BATCH));
        var deleted = gone.stream().filter(this::delete).toList();
        then(
                database.write(tx -> {
                    var store = new VoicemailTable(tx);
                    deleted.forEach(store::forget);
                    return deleted.size();
                }),
                forgotten -> again(thereIsMore || (forgotten > 0 && gone.size() == BATCH) ? MOMENT : BETWEEN_WALKS));
    }

    private boolean delete(String id) {
        try {
            folder.delete(id);
            return true;
        } catch (IOException e) {
            log.warn("the file of voicemail {} is still there, and will be tried again: {}", id, e.toString());
            return false;
        }
    }

    private void then(CompletionStage<Integer> stage, Consumer<Integer> task) {
        stage.whenCompleteAsync(
                (count, failure) -> {
                    if (failure == null) {
                        task.accept(count);
                    } else {
                        log.warn("old voicemails could not be dropped, another try follows: {}", Cause.line(failure));
                        again(BETWEEN_WALKS);
                    }
                },
                lane);
    }

    private void again(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        next = timers.after(delay, lane, this::walk);
    }
}
