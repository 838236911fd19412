package offhook.xmpp.roster;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster.Push;
import offhook.xmpp.routing.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rosters of those who are online, in memory, and of others while something is done about them. Safe to share;
 * changes happen on the account's lane.
 */
public final class Rosters {

    private static final Logger LOG = LoggerFactory.getLogger(Rosters.class);

    private final RosterStore store;
    private final Given given;
    private final ConcurrentMap<Jid, Roster> loaded = new ConcurrentHashMap<>();

    public Rosters(RosterStore store, Given given) {
        this.store = store;
        this.given = given;
    }

    /** The roster, if it is in memory: that of an account which is online is. */
    public Optional<Roster> loaded(Account account) {
        return Optional.ofNullable(loaded.get(account.jid()));
    }

    /** The roster to look something up in; blocks if it is not in memory. On any thread, but to change nothing. */
    public Roster read(Account account) {
        return loaded(account).orElseGet(() -> new Roster(account.jid(), given, store.load(account.jid())));
    }

    /** Runs a task with the roster: at once if it is in memory, else in the lane's pool. To be called on the lane. */
    public void use(Account account, Consumer<Roster> task) {
        var roster = loaded.get(account.jid());
        if (roster != null) {
            task.accept(roster);
            return;
        }
        account.lane().execute(() -> {
            task.accept(loaded.computeIfAbsent(account.jid(), jid -> new Roster(jid, given, store.load(jid))));
            release(account);
        });
    }

    /** Lets go of the roster of an account that is offline, unless a change of it is on its way to the database. */
    public void release(Account account) {
        var roster = loaded.get(account.jid());
        if (roster != null && account.resources().isEmpty() && roster.isSaved()) {
            loaded.remove(account.jid());
        }
    }

    /** Takes a new state of a user's own item and saves it. */
    public Kept keep(Account account, Roster roster, RosterItem item) {
        var before = roster.item(item.jid());
        var changed = roster.put(item);
        var after = roster.item(item.jid());
        var push = new Push(after, roster.version());
        var committed = store.save(account.jid(), changed);
        roster.saving();
        committed.whenComplete((done, failure) -> account.lane().execute(() -> saved(account, roster, failure)));
        return new Kept(before, push, committed);
    }

    private void saved(Account account, Roster roster, Throwable failure) {
        roster.saved();
        if (failure != null) {
            LOG.error("The roster of {} could not be saved; what the database has holds again", account, failure);
            loaded.remove(account.jid(), roster);
            if (!account.resources().isEmpty()) {
                use(account, reloaded -> {});
            }
        }
        release(account);
    }

    /**
     * A change that is on its way to the database.
     *
     * @param before the item as the user saw it
     * @param push the item as the user is to see it
     * @param committed completes elsewhere than on the lane
     */
    public record Kept(RosterItem before, Push push, CompletionStage<Void> committed) {

        /** Whether the user's clients are to see a difference. */
        public boolean isVisible() {
            return !before.looksLike(push.item());
        }
    }
}
