package offhook.xmpp.roster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Account;
import offhook.xmpp.xml.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rosters of those who are online, in memory, and of others whom something was done about of late. Safe to share;
 * changes happen on the account's lane.
 */
public final class Rosters {

    private static final Logger LOG = LoggerFactory.getLogger(Rosters.class);

    /** Of those who are offline; some three megabytes. */
    private static final int MOST_ROWS = 10_000;

    private final RosterStore store;
    private final Given given;
    private final ConcurrentMap<Jid, Roster> loaded = new ConcurrentHashMap<>();
    private final Set<Jid> pinned = ConcurrentHashMap.newKeySet();
    private final Lately lately;

    public Rosters(RosterStore store, Given given) {
        this(store, given, MOST_ROWS);
    }

    Rosters(RosterStore store, Given given, int mostRows) {
        this.store = store;
        this.given = given;
        this.lately = new Lately(mostRows);
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

    /**
     * Has the roster in memory from now on. Clients can do nothing without: where it cannot be read they are sent away, and
     * come back later. On the account's lane.
     */
    public void have(Account account) {
        var roster = loaded.get(account.jid());
        if (roster != null) {
            lately.back(account);
            if (account.resources().size() == 1) {
                roster.told(given.now()); // nobody was there to hear of anything else
            }
            return;
        }
        account.lane().execute(() -> {
            try {
                loaded.computeIfAbsent(account.jid(), jid -> new Roster(jid, given, store.load(jid)));
                release(account);
            } catch (RuntimeException e) {
                sendAway(
                        account,
                        StreamError.Condition.INTERNAL_SERVER_ERROR,
                        "the roster could not be read, try again later",
                        e);
            }
        });
    }

    /** Lets go of the roster of an account that is offline: it is forgotten when others want its room. On its lane. */
    public void release(Account account) {
        var roster = loaded.get(account.jid());
        if (roster != null && isOfNoUse(account, roster)) {
            lately.left(account, roster.rows()).forEach(other -> other.lane().runNow(() -> drop(other)));
        }
    }

    /** Somebody may have come back meanwhile, or left once more. */
    private void drop(Account account) {
        var roster = loaded.get(account.jid());
        if (roster != null && isOfNoUse(account, roster) && !lately.has(account)) {
            loaded.remove(account.jid());
        }
    }

    /** Not so while a change of it is on its way to the database. */
    private boolean isOfNoUse(Account account, Roster roster) {
        return account.resources().isEmpty() && !pinned.contains(account.jid()) && roster.isSaved();
    }

    /** The database says something else now of an account that is offline. Blocks; on its lane. */
    public void reread(Account account) {
        lately.back(account);
        if (pinned.contains(account.jid())) {
            loaded.put(account.jid(), new Roster(account.jid(), given, store.load(account.jid())));
        } else {
            loaded.remove(account.jid());
        }
    }

    /** From now on the roster stays in memory though nobody is online, or does not any more. Blocks; on the lane. */
    public void pin(Account account, boolean on) {
        if (on) {
            pinned.add(account.jid());
            loaded.computeIfAbsent(account.jid(), jid -> new Roster(jid, given, store.load(jid)));
        } else if (pinned.remove(account.jid())) {
            release(account);
        }
    }

    /** Drops the roster of an account that is gone for good; on its lane. */
    public void forget(Account account) {
        pinned.remove(account.jid());
        lately.back(account);
        loaded.remove(account.jid());
    }

    /** Those whose roster is in memory and says something of this contact. */
    public List<Jid> whoKnow(Jid contact) {
        return loaded.values().stream()
                .filter(roster -> !roster.own(contact).equals(RosterItem.unknown(contact)))
                .map(Roster::account)
                .toList();
    }

    /** Takes a new state of a user's own item and saves it. */
    public Kept keep(Account account, Roster roster, RosterItem item) {
        var before = roster.item(item.jid());
        var changed = roster.put(item);
        boolean visible = !before.looksLike(roster.item(item.jid()));
        var committed = store.save(account.jid(), changed);
        roster.saving(visible);
        return new Kept(
                visible,
                committed.handleAsync(
                        (done, failure) -> {
                            roster.saved(visible);
                            return over(account, roster, failure);
                        },
                        account.lane()));
    }

    private Void over(Account account, Roster roster, Throwable failure) {
        if (failure == null) {
            release(account);
            return null;
        }
        // What the clients were told may not be what the database has: they read it again when they are back.
        loaded.remove(account.jid(), roster);
        sendAway(account, StreamError.Condition.RESET, "the roster could not be saved", failure);
        throw new CompletionException(failure);
    }

    private static void sendAway(Account account, StreamError.Condition condition, String why, Throwable failure) {
        LOG.warn("The clients of {} are sent away, {}: {}", account, why, failure.getMessage());
        var error = new StreamError(condition, why);
        account.resources().forEach(resource -> resource.session().close(error));
    }

    /**
     * A change that is on its way to the database.
     *
     * @param visible whether the user's clients are to see a difference
     * @param committed completes on the account's lane
     */
    public record Kept(boolean visible, CompletionStage<Void> committed) {}
}
