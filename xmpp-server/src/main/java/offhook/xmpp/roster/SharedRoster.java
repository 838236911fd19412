package offhook.xmpp.roster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.SharedGroups.Change;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;

/** Tells those who are online when the directory moves people between groups: they need not log in again. Safe to share. */
public final class SharedRoster {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Given given;
    private final Pushes pushes;
    private final RosterListener listener;

    public SharedRoster(Accounts accounts, Rosters rosters, Given given, Pushes pushes, RosterListener listener) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.given = given;
        this.pushes = pushes;
        this.listener = listener;
    }

    /** From now on the groups of the directory are followed. */
    public void start() {
        given.groups().follow(this::changed);
    }

    private void changed(Change change) {
        for (var jid : change.touched()) {
            accounts.online(jid).ifPresent(account -> account.lane()
                    .runNow(() -> rosters.use(account, roster -> changed(account, roster, change))));
        }
        if (change.isLeaving()) {
            listener.moved(change.person());
        }
    }

    private void changed(Account account, Roster roster, Change change) {
        var before = new Given.Moment(change.before(), given.services());
        var after = new Given.Moment(change.after(), given.services());
        List<Jid> different = new ArrayList<>();
        Set<Jid> gained = new HashSet<>();
        Set<Jid> lost = new HashSet<>();
        for (var contact : change.contactsOf(account.jid())) {
            var was = roster.item(contact, before);
            var is = roster.item(contact, after);
            if (!was.looksLike(is)) {
                different.add(contact);
            }
            if (was.sees() != is.sees()) {
                (is.sees() ? gained : lost).add(contact);
            }
        }
        roster.told(after);
        pushes.push(account, roster, different.toArray(Jid[]::new));
        listener.shared(account, gained, lost);
    }
}
