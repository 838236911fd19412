package offhook.xmpp.pubsub;

import java.util.Collection;
import java.util.HashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;

/** Who belongs to whom by their rosters. Blocks where a roster is not in memory. */
interface Circle {

    /** Whether somebody sees the owner's presence. */
    boolean sees(Jid owner, Jid other);

    /** Whether somebody does, and stands in one of these groups of the owner's roster. */
    boolean isIn(Jid owner, Jid other, Collection<String> groups);

    /** The same for a short time, in one thread, asking for each roster once. */
    Circle once();

    /**
     * The same for what is to last: by the rosters alone, for whoever is kept away now may be let in again, and so may
     * whoever belongs to an account that is disabled.
     */
    Circle lasting();

    /** By the rosters of this server. Safe to share. */
    static Circle of(Accounts accounts, Rosters rosters) {
        return new OfRosters(accounts, rosters::read, false);
    }

    /**
     * @param rosters reads the roster of an account
     * @param lasts whether it is for what is to last
     */
    record OfRosters(Accounts accounts, Function<Account, Roster> rosters, boolean lasts) implements Circle {

        @Override
        public boolean sees(Jid owner, Jid other) {
            return is(owner, other, roster -> roster.isSeenBy(other.bare()));
        }

        @Override
        public boolean isIn(Jid owner, Jid other, Collection<String> groups) {
            return is(
                    owner,
                    other,
                    roster -> roster.isSeenBy(other.bare())
                            && roster.item(other.bare()).groups().stream().anyMatch(groups::contains));
        }

        /** Whom the owner keeps away, to those the owner shows nothing. */
        private boolean is(Jid owner, Jid other, Predicate<Roster> shown) {
            if (owner.equals(other.bare())) {
                return true;
            }
            return (lasts || !accounts.blocks(owner, other))
                    && accounts.find(owner).map(rosters).map(shown::test).orElse(lasts);
        }

        @Override
        public Circle once() {
            var read = new HashMap<Account, Roster>();
            return new OfRosters(accounts, account -> read.computeIfAbsent(account, rosters), lasts);
        }

        @Override
        public Circle lasting() {
            return new OfRosters(accounts, rosters, true);
        }
    }
}
