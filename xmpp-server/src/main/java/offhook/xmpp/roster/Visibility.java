package offhook.xmpp.roster;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.Accounts;

/** Whether somebody may see an account's presence, and so ask about it. Safe to share. */
public record Visibility(Accounts accounts, Rosters rosters) {

    /** Blocks where the account is offline. */
    public boolean maySeePresence(Jid asker, Jid account) {
        return asker.bare().equals(account.bare())
                || accounts.find(account)
                        .filter(known -> rosters.read(known).isSeenBy(asker.bare()))
                        .isPresent();
    }

    /** Whether somebody waits for leave to see it. Blocks where the account is offline. */
    public boolean hasAsked(Jid asker, Jid account) {
        return accounts.find(account)
                .filter(known ->
                        rosters.read(known).own(asker.bare()).subscription().from() == Subscription.Half.ASKED)
                .isPresent();
    }

    /** Whether a client of the account is available. */
    public boolean isAvailable(Jid account) {
        return accounts.online(account.bare())
                .filter(online -> !online.available().isEmpty())
                .isPresent();
    }
}
