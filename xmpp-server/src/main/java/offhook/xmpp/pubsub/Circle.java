package offhook.xmpp.pubsub;

import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Function;
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

    /** By the rosters of this server. Safe to share. */
    static Circle of(Accounts accounts, Rosters rosters) {
        return new OfRosters(accounts, rosters::read);
    }

    /** @param rosters reads the roster of an account */
    record OfRosters(Accounts accounts, Function<Account, Roster> rosters) implements Circle {

        @Override
        public boolean sees(Jid owner, Jid other) {
            return owner.equals(other.bare())
                    || roster(owner, other)
                            .filter(roster -> roster.isSeenBy(other.bare()))
                            .isPresent();
        }

        @Override
        public boolean isIn(Jid owner, Jid other, Collection<String> groups) {
            return owner.equals(other.bare())
                    || roster(owner, other)
                            .filter(roster -> roster.isSeenBy(other.bare())
                                    && roster.item(other.bare()).groups().stream()
                                            .anyMatch(groups::contains))
                            .isPresent();
        }

        /** To whom the owner keeps away, the owner shows nothing. */
        private Optional<Roster> roster(Jid owner, Jid other) {
            return accounts.blocks(owner, other)
                    ? Optional.empty()
                    : accounts.find(owner).map(rosters);
        }

        @Override
        public Circle once() {
            var read = new HashMap<Account, Roster>();
            return new OfRosters(accounts, account -> read.computeIfAbsent(account, rosters));
        }
    }
}
