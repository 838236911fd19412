package offhook.voicemail.pin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.sip.call.Caller;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody's PIN. What a stage says is committed. Safe to share. */
public final class Pins {

    /** The module of its migrations. */
    public static final String MODULE = "voicemail-pin";

    private static final Logger LOG = LoggerFactory.getLogger(Pins.class);

    private final PinKeys keys;
    private final Database database;
    private final InstantSource clock;
    private final Executor heavy;
    private final Guessers guessers = new Guessers();

    /**
     * Makes its table. Blocks.
     *
     * @param heavy for work that takes all of a processor
     */
    public Pins(PinKeys keys, Database database, InstantSource clock, Executor heavy) {
        this.keys = keys;
        this.database = database;
        this.clock = clock;
        this.heavy = heavy;
        database.migrate(MODULE);
    }

    /** Somebody's PIN, for those who administer it. */
    public enum State {
        NONE,
        SET,
        LOCKED
    }

    /** Blocks. */
    public State state(UserId person) {
        return database.read(handle -> new PinTable(handle).find(person))
                .map(kept -> kept.isClosed(clock.instant()) ? State.LOCKED : State.SET)
                .orElse(State.NONE);
    }

    /** From now on it is theirs, and nothing is locked. */
    public CompletionStage<Void> set(User person, Pin pin) {
        return CompletableFuture.supplyAsync(() -> keys.of(person.id(), pin), heavy)
                .thenCompose(kept -> database.write(tx -> {
                    new PinTable(tx).set(person.id(), kept);
                    return null;
                }));
    }

    /** From now on they have none; false if they had none. */
    public CompletionStage<Boolean> remove(UserId person) {
        return database.write(tx -> new PinTable(tx).remove(person));
    }

    /** Wrong ones are forgotten; false if they have no PIN. */
    public CompletionStage<Boolean> unlock(UserId person) {
        return database.write(tx -> {
            var store = new PinTable(tx);
            return store.lock(person, Phone.OWN, Lock.OPEN) && store.lock(person, Phone.OTHER, Lock.OPEN);
        });
    }

    /** Somebody is removed, in the transaction that does it. */
    public static void forget(UserId person, Handle tx) {
        new PinTable(tx).remove(person);
    }

    private record Tried(Optional<String> keys, Lock lock, boolean isRefused) {}

    /**
     * Looks at what somebody has pressed. Where there is no PIN nothing is right, and that takes as long.
     *
     * @param caller who calls, as far as that is known
     * @param at whose phone it is
     */
    public CompletionStage<Verdict> check(UserId person, String pressed, Caller caller, Phone at) {
        var now = clock.instant();
        if (at == Phone.OTHER && guessers.isRefused(caller.address().toString(), now)) {
            return CompletableFuture.completedFuture(Verdict.LOCKED);
        }
        return database.write(tx -> tried(person, at, now, new PinTable(tx)))
                .thenComposeAsync(
                        tried -> tried.isRefused
                                ? CompletableFuture.completedFuture(Verdict.LOCKED)
                                : compared(person, Pin.pressed(pressed), caller, at, tried),
                        heavy);
    }

    private static Tried tried(UserId person, Phone at, Instant now, PinStore store) {
        var kept = store.find(person);
        if (kept.isEmpty()) {
            return new Tried(Optional.empty(), Lock.OPEN, false);
        }
        var before = kept.get().lock(at);
        if (before.isClosed(now)) {
            return new Tried(Optional.empty(), before, true);
        }
        var after = before.tried(now, at.most());
        store.lock(person, at, after);
        return new Tried(Optional.of(kept.get().keys()), after, false);
    }

    private CompletionStage<Verdict> compared(UserId person, Pin pin, Caller caller, Phone at, Tried tried) {
        if (tried.keys.isEmpty()) {
            keys.of(person, pin);
        } else if (keys.matches(person, pin, tried.keys.get())) {
            return database.write(tx -> new PinTable(tx).lock(person, at, Lock.OPEN))
                    .thenApply(done -> Verdict.RIGHT);
        }
        return CompletableFuture.completedFuture(wrong(person, caller, at, tried.lock));
    }

    private Verdict wrong(UserId person, Caller caller, Phone at, Lock lock) {
        var now = clock.instant();
        var number = caller.withheld()
                ? "a number that is withheld"
                : caller.address().toString();
        // Anybody can say that they are somebody's number, so this number is not believed of the owner's own phone.
        boolean isLast = at == Phone.OTHER && guessers.wrong(caller.address().toString(), now);
        if (isLast) {
            LOG.warn(
                    "{} wrong PINs of voicemails from {}: no more of them are looked at for now",
                    Guessers.MOST,
                    number);
        }
        if (lock.isClosed(now)) {
            LOG.warn(
                    "The voicemail of {} is locked {} until {}: wrong PINs, the last from {}",
                    person,
                    at == Phone.OWN ? "at their own phone" : "for all other phones",
                    lock.until(),
                    number);
        }
        return isLast || lock.isClosed(now) ? Verdict.LOCKED : Verdict.WRONG;
    }
}
