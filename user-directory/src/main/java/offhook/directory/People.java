package offhook.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.Password;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the directory: one change after the other, each on disk before anybody sees it. A stage completes when the
 * change is visible, or fails with {@link Refusal} if the rules do not allow it. Safe to share.
 */
public final class People {

    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    private static final String MODULE = "directory";
    private static final int ROWS_PER_COMMIT = 500;

    private final PhoneBook book;
    private final Database database;
    private final AtRest atRest;
    private final Hashing hashing;
    private final Turns turns = new Turns(256);
    private final Map<UserId, String> marks = new ConcurrentHashMap<>(); // see PersonChange
    private final List<RemovalListener> removals = new CopyOnWriteArrayList<>();
    private volatile Function<UserId, Optional<String>> list = id -> Optional.empty();

    public People(PhoneBook book, Database database, AtRest atRest, Hashing hashing) {
        this.book = book;
        this.database = database;
        this.atRest = atRest;
        this.hashing = hashing;
    }

    /**
     * Brings the table up to date and everybody into memory. Blocks; to be called once, at start.
     *
     * @throws StartFailure if the key is not the one with which the table was written
     */
    public void load() throws StartFailure {
        database.migrate(MODULE);
        tellOfRemoved();
        var rows = rows();
        for (var row : rows) {
            marks.put(row.user().id(), row.mark());
            book.put(row.user(), row.credentials());
        }
        long strangers = rows.stream()
                .filter(row -> row.credentials().isPresent() && !row.realm().equals(book.domain()))
                .count();
        if (strangers > 0) {
            LOG.warn(
                    "the domain was another when {} people got their passwords: their phones need new ones", strangers);
        }
    }

    /** Before anybody of the same name is here: what is kept of those who were removed while nobody heard of it goes now. */
    private void tellOfRemoved() {
        if (removals.isEmpty()) {
            return;
        }
        var ids = database.read(handle -> table(handle).removed());
        if (ids.isEmpty()) {
            return;
        }
        database.write(tx -> {
                    ids.forEach(id -> removals.forEach(listener -> listener.removed(id, tx)));
                    table(tx).forgetRemoved();
                    return ids;
                })
                .toCompletableFuture()
                .join();
        LOG.info("{} people were removed while the server was down: all that was kept of them is gone", ids.size());
    }

    private List<PeopleTable.Row> rows() throws StartFailure {
        try {
            return database.read(handle -> table(handle).all());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage() + "; restore the key and the database from the same backup", 1, e);
        }
    }

    public CompletionStage<User> add(User user, Password password, Optional<Password> phone) {
        return turns.take(() -> {
            book.user(user.id()).ifPresent(known -> {
                throw new Refusal(
                        Refusal.Kind.EXISTS,
                        user.id() + " is there already" + (known.enabled() ? "" : ", but disabled"));
            });
            requireAllowed(new PersonChange(user, Optional.empty(), ""));
            return hashing.derive(user.id(), password, phone).thenCompose(c -> put(user, Optional.of(c)));
        });
    }

    /** Changes anything but the name with which the person logs in: to rename, disable and enable them too. */
    public CompletionStage<User> change(UserId id, UnaryOperator<User> change) {
        return turns.take(() -> {
            var user = change.apply(ownKnown(id));
            if (!user.id().equals(id)) {
                throw new IllegalArgumentException("a user name never changes");
            }
            requireAllowed(new PersonChange(user, Optional.empty(), ""));
            return put(user, Optional.empty());
        });
    }

    /** A new password for chat, and for the phone unless that has a secret of its own. */
    public CompletionStage<User> password(UserId id, Password password) {
        return turns.take(() -> {
            var user = ownKnown(id);
            var before = book.credentialsOf(id).filter(Credentials::phoneSecret);
            return hashing.derive(id, password, Optional.empty())
                    .thenApply(fresh -> before.map(own -> fresh.withPhoneSecret(own.digest()))
                            .orElse(fresh))
                    .thenCompose(credentials -> put(user, Optional.of(credentials)));
        });
    }

    /** A secret for the phone alone, see {@link Password#random}. */
    public CompletionStage<User> phoneSecret(UserId id, Password secret) {
        return turns.take(() -> {
            var user = ownKnown(id);
            var credentials = book.credentialsOf(id)
                    .orElseThrow(() -> new Refusal(Refusal.Kind.UNKNOWN, id + " has no password yet"));
            var digest = DigestHashes.derive(id.value(), book.domain(), secret);
            return put(user, Optional.of(credentials.withPhoneSecret(digest)));
        });
    }

    /** Removes a person for good, with all that the removal listeners keep of them; where there is none, those of the next start. */
    public CompletionStage<User> remove(UserId id) {
        return turns.take(() -> {
            var user = ownKnown(id);
            return database.write(tx -> {
                        table(tx).remove(id);
                        if (removals.isEmpty()) {
                            table(tx).noteRemoved(id);
                        }
                        removals.forEach(listener -> listener.removed(id, tx));
                        return user;
                    })
                    .thenApply(removed -> {
                        marks.remove(id);
                        book.remove(id);
                        return removed;
                    });
        });
    }

    /** Everybody, also those who are disabled, by user name. */
    public List<User> everybody() {
        return book.everybody();
    }

    /** How many changes wait or are under way. */
    public int waiting() {
        return turns.waiting();
    }

    /** From now on the listener takes part in each removal. */
    public void onRemoval(RemovalListener listener) {
        removals.add(listener);
    }

    /**
     * Names the list that rules some of the people: changes of these by {@link #change}, {@link #password} and their like
     * are refused, and the list uses {@link #apply}.
     *
     * @param where the place of a person in the list, "users.csv line 7"
     */
    public void ruledBy(Function<UserId, Optional<String>> where) {
        list = where;
    }

    /** The place in a list that rules this person. */
    public Optional<String> ruler(UserId id) {
        return list.apply(id);
    }

    /** What the list remembers of the people it ruled when it was read last. */
    public Map<UserId, String> marks() {
        return Map.copyOf(marks);
    }

    /**
     * Makes people what a list says, several in one commit.
     *
     * @return those that could not be, because an address of theirs belongs to somebody else; the others are visible
     */
    public CompletionStage<Map<UserId, Refusal>> apply(List<PersonChange> changes) {
        return turns.take(() -> {
            var refused = new Conflicts(book).among(changes);
            var allowed = changes.stream()
                    .filter(change -> !refused.containsKey(change.user().id()))
                    .toList();
            CompletionStage<Void> done = CompletableFuture.completedStage(null);
            for (int start = 0; start < allowed.size(); start += ROWS_PER_COMMIT) {
                var group = allowed.subList(start, Math.min(start + ROWS_PER_COMMIT, allowed.size()));
                done = done.thenCompose(before -> put(group));
            }
            return done.thenApply(nothing -> refused);
        });
    }

    private User ownKnown(UserId id) {
        ruler(id).ifPresent(where -> {
            throw new Refusal(Refusal.Kind.RULED_BY_LIST, id + " comes from " + where);
        });
        return book.user(id).orElseThrow(() -> new Refusal(Refusal.Kind.UNKNOWN, "there is no " + id));
    }

    private void requireAllowed(PersonChange change) {
        new Conflicts(book).among(List.of(change)).values().forEach(refusal -> {
            throw refusal;
        });
    }

    private CompletionStage<User> put(User user, Optional<Credentials> credentials) {
        return put(List.of(new PersonChange(user, credentials, ""))).thenApply(nothing -> user);
    }

    private CompletionStage<Void> put(List<PersonChange> group) {
        return database.<Void>write(tx -> {
                    table(tx).put(group);
                    return null;
                })
                .thenRun(() -> group.forEach(this::show));
    }

    private void show(PersonChange change) {
        var id = change.user().id();
        marks.put(id, change.mark());
        book.put(change.user(), change.credentials().or(() -> book.credentialsOf(id)));
    }

    private PeopleTable table(Handle handle) {
        return new PeopleTable(handle, atRest, book.domain());
    }
}
