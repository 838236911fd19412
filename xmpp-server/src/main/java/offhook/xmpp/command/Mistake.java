package offhook.xmpp.command;

import java.util.Locale;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** What can be wrong with a request, XEP-0050 §4.4. */
enum Mistake {
    MALFORMED_ACTION,
    BAD_ACTION,
    BAD_LOCALE,
    BAD_PAYLOAD,
    BAD_SESSIONID,
    SESSION_EXPIRED;

    static StanzaError forbidden() {
        return StanzaError.forbidden("").as("cancel");
    }

    static StanzaError unknown(String node) {
        return StanzaError.itemNotFound(node.isEmpty() ? "a command needs a node" : "there is no such command");
    }

    StanzaError error(String text) {
        var general = this == SESSION_EXPIRED ? StanzaError.notAllowed(text) : StanzaError.badRequest(text);
        return general.with(Element.of(name().toLowerCase(Locale.ROOT).replace('_', '-'), Commands.NS));
    }
}
