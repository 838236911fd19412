package offhook.xmpp.testing;

import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Message;

/** A service as the gateway has them: phone.capulet.example. */
public record Phone(Set<String> features) implements Service {

    public static final Jid ADDRESS = Jid.of("phone.capulet.example");

    public Phone(String... features) {
        this(Set.of(features));
    }

    @Override
    public Jid jid() {
        return ADDRESS;
    }

    @Override
    public String name() {
        return "Phone";
    }

    @Override
    public String identity() {
        return "gateway/sip";
    }

    @Override
    public void received(Message message) {}
}
