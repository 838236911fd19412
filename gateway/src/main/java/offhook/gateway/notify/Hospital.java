package offhook.gateway.notify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.directory.address.MailAddress;
import offhook.runtime.storage.Database;

/** Deliveries that were given up, with their cause: to look at, to try again, to drop. Safe to share. */
public final class Hospital {

    private static final int MOST_SHOWN = 1000;

    private final Database database;
    private final Directory directory;
    private final InstantSource clock;
    private final Notifier notifier;

    public Hospital(Database database, Directory directory, InstantSource clock, Notifier notifier) {
        this.database = database;
        this.directory = directory;
        this.clock = clock;
        this.notifier = notifier;
    }

    /**
     * A delivery that was given up.
     *
     * @param id what the other verbs know it by
     * @param address where a mail was to go; empty in chat
     * @param text what it says
     * @param written when its first event happened
     * @param cause why the last attempt failed
     */
    public record Patient(
            String id,
            Channel channel,
            UserId user,
            Optional<MailAddress> address,
            String text,
            Instant written,
            int attempts,
            String cause) {}

    /** The oldest first. Blocks on the read pool. */
    public List<Patient> list() {
        return database.read(handle -> new HospitalTable(handle).list(MOST_SHOWN)).stream()
                .map(this::patient)
                .toList();
    }

    /** Tries it again, for as long as if it were new; false if there is none of this id. */
    public CompletionStage<Boolean> retry(String id) {
        return change(table -> table.retry(id, clock.instant()));
    }

    /** Tries it again with another address; false if there is no mail of this id. */
    public CompletionStage<Boolean> retry(String id, MailAddress address) {
        return change(table -> table.readdress(id, address) && table.retry(id, clock.instant()));
    }

    /** Nobody will be told; false if there is none of this id. */
    public CompletionStage<Boolean> drop(String id) {
        return change(table -> table.drop(id));
    }

    private CompletionStage<Boolean> change(Predicate<HospitalTable> change) {
        return database.write(tx -> change.test(new HospitalTable(tx))).thenApply(changed -> {
            notifier.wake();
            return changed;
        });
    }

    private Patient patient(List<Entry> carried) {
        var first = carried.get(0);
        var id = first.notification().user();
        var user = directory.user(id);
        return new Patient(
                first.message(),
                first.channel(),
                id,
                first.channel() == Channel.MAIL
                        ? first.address().or(() -> user.flatMap(person -> person.mail()))
                        : Optional.empty(),
                user.map(person -> new AlertText(person, clock.instant()).body(carried))
                        .orElse(""),
                first.written(),
                first.attempts(),
                first.cause());
    }
}
