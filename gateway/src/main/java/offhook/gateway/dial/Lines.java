package offhook.gateway.dial;

import java.util.UUID;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** What people are told in chat. */
final class Lines {

    private Lines() {}

    static Stanza chat(Jid from, Jid to, String text) {
        return Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("type", "chat")
                .with("id", UUID.randomUUID().toString())
                .with("from", from.toString())
                .with("to", to.toString())
                .with(Element.of("body", Namespaces.CLIENT, text)));
    }
}
