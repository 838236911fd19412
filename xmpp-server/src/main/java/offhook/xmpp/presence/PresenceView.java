package offhook.xmpp.presence;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Presence;

/** Presence for those who are no clients: who is there, what is to be seen of them, and by whom. Safe to share. */
public final class PresenceView {

    private final Accounts accounts;
    private final Visibility visibility;
    private final Presences presences;

    public PresenceView(Accounts accounts, Visibility visibility, Presences presences) {
        this.accounts = accounts;
        this.visibility = visibility;
        this.presences = presences;
    }

    /** From now on this one hears what becomes of presence. */
    public void listen(PresenceListener listener) {
        presences.listen(listener);
    }

    /** What contacts see of each client of the account that is available; the oldest first. From memory. */
    public List<Presence> shown(Jid account) {
        return of(account, Resource::seen);
    }

    /** What each client of the account that is available said itself; the oldest first. From memory. */
    public List<Presence> said(Jid account) {
        return of(account, Resource::presence);
    }

    private List<Presence> of(Jid account, Function<Resource, Optional<Presence>> which) {
        return accounts.online(account.bare()).stream()
                .flatMap(online -> online.resources().stream())
                .flatMap(resource -> which.apply(resource).stream())
                .toList();
    }

    /** Whether a client of the account is connected. */
    public boolean isOnline(Jid account) {
        return accounts.online(account.bare()).isPresent();
    }

    /** The resources of an account's clients, sorted. */
    public List<String> clients(Jid account) {
        return accounts.online(account.bare()).stream()
                .flatMap(online -> online.resources().stream())
                .map(resource -> resource.jid().resource())
                .sorted()
                .toList();
    }

    /** Whether somebody may see what an account's contacts see. Blocks where the account is offline. */
    public boolean maySee(Jid asker, Jid account) {
        return visibility.maySeePresence(asker, account);
    }

    /** Asks in a user's name to see a contact; completes when neither of the two can forget it, or it was refused. */
    public CompletionStage<?> ask(Jid asker, Jid contact) {
        return presences.ask(asker, contact);
    }

    /** Whether somebody has asked to see an account and waits for the answer. Blocks where the account is offline. */
    public boolean hasAsked(Jid asker, Jid account) {
        return visibility.hasAsked(asker, account);
    }
}
