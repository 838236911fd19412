package offhook.xmpp.testing;

import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;

/** Another's program behind a subdomain, such as a component: takes everything and says nothing by itself. */
public record Elsewhere(String domain) implements Service {

    @Override
    public Jid jid() {
        return Jid.of(domain);
    }

    @Override
    public String name() {
        return domain;
    }

    @Override
    public String identity() {
        return "component/generic";
    }

    @Override
    public Set<String> features() {
        return Set.of();
    }

    @Override
    public void received(Message message) {
        // It is taken.
    }

    @Override
    public boolean received(Iq iq) {
        return true;
    }
}
