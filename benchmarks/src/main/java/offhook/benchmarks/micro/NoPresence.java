package offhook.benchmarks.micro;

import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.PresenceRules;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Presence;

/** Nobody sees anybody. */
final class NoPresence implements PresenceRules {

    @Override
    public void bound(Resource resource) {}

    @Override
    public CompletionStage<?> sent(Resource from, Presence presence) {
        return null;
    }

    @Override
    public void received(Account to, Presence presence) {}

    @Override
    public void ended(Resource resource, Ending ending) {}

    @Override
    public boolean shared(Account account, Jid with) {
        return false;
    }
}
