package offhook.xmpp;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.Directory;
import offhook.directory.DirectoryListener;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.presence.Presences;
import offhook.xmpp.roster.RosterTable;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves nothing of an account that is removed for good, so that the next one of that name finds nothing: not what was
 * kept for it, and no contact who sees it or lets it see them. Safe to share.
 */
final class Removal implements DirectoryListener {

    private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

    private final Directory directory;
    private final Database database;
    private final Accounts accounts;
    private final Rosters rosters;
    private final Presences presences;
    private final Installer installer;
    private final Set<Jid> removed = ConcurrentHashMap.newKeySet();

    Removal(
            Directory directory,
            Database database,
            Accounts accounts,
            Rosters rosters,
            Presences presences,
            Installer installer) {
        this.directory = directory;
        this.database = database;
        this.accounts = accounts;
        this.rosters = rosters;
        this.presences = presences;
        this.installer = installer;
    }

    /** On the writer's thread, in the transaction that removes the person. */
    void forget(UserId user, Handle tx) {
        var account = Jid.of(user.value(), directory.domain());
        forget(account, tx);
        removed.add(account);
    }

    private void forget(Jid account, Handle tx) {
        installer.farewells().forEach(farewell -> farewell.accept(account, tx));
        RosterTable.forgetContact(tx, account);
        installer
                .accountTables()
                .forEach(table -> tx.execute(
                        "DELETE FROM " + table.name() + " WHERE " + table.column() + " = ?", account.toString()));
    }

    /** Who is removed, and not only disabled, is forgotten in memory too: at once, or if disabled before their return. */
    @Override
    public void changed(Optional<User> before, Optional<User> after) {
        var user = before.or(() -> after).orElseThrow();
        if (!removed.remove(user.jid())) {
            return;
        }
        var account = accounts.known(user.jid());
        if (directory.user(user.id()).isEmpty()) {
            account.lane().execute(() -> account.lane()
                    .execute(
                            () -> { // its clients are sent away first
                                sweep(account.jid());
                                forget(account);
                            }));
        } else if (before.isEmpty()) {
            account.lane().execute(() -> forget(account));
        }
    }

    /** What was on its way to the database when the account went, and what its clients left there. */
    private void sweep(Jid account) {
        database.write(tx -> {
                    forget(account, tx);
                    return null;
                })
                .exceptionally(failure -> {
                    LOG.warn("What came last for {} stays in the database: {}", account, Cause.line(failure));
                    return null;
                });
    }

    private void forget(Account gone) {
        for (var jid : rosters.whoKnow(gone.jid())) {
            var contact = accounts.known(jid);
            if (!contact.resources().isEmpty()) {
                presences.leave(gone, jid);
            }
            contact.lane().execute(() -> lost(contact, gone.jid()));
        }
        rosters.forget(gone);
        installer.removals().forEach(removal -> removal.accept(gone.jid()));
    }

    private void lost(Account contact, Jid gone) {
        if (contact.resources().isEmpty()) {
            rosters.reread(contact);
        } else {
            presences.lost(contact, gone);
        }
    }
}
