package offhook.xmpp.pubsub;

import java.util.Map;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.PepStore.Item;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** The elements of XEP-0060. */
final class Pubsub {

    static final String NS = "http://jabber.org/protocol/pubsub";
    static final String EVENT = NS + "#event";
    private static final String ERRORS = NS + "#errors";
    private static final String FORMS = "jabber:x:data";

    /** What every node is: other wishes are refused, so that nobody believes in a privacy that there is not. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "FORM_TYPE", Set.of(NS + "#publish-options"),
            "pubsub#access_model", Set.of("presence"),
            "pubsub#persist_items", Set.of("1", "true"),
            "pubsub#max_items", Set.of("1"),
            "pubsub#send_last_published_item", Set.of("on_sub_and_presence"),
            "pubsub#deliver_payloads", Set.of("1", "true"));

    private Pubsub() {}

    /** A notification of XEP-0163 §4.3. */
    static Message event(Jid account, Jid to, Element items) {
        return (Message) Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", account.toString())
                .with("to", to.toString())
                .with("type", "headline")
                .with(Element.of("event", EVENT).with(items)));
    }

    static Element items(String namespace, String node) {
        return Element.of("items", namespace).with("node", node);
    }

    static Element item(String namespace, Item item) {
        return Element.of("item", namespace).with("id", item.id()).with(Element.parse(item.payload()));
    }

    /** §7.1.5: the preconditions of a publication are met, or it is refused. */
    static void requireOptions(Element pubsub) {
        var form = pubsub.child("publish-options").flatMap(options -> options.child("x", FORMS));
        if (form.isEmpty()) {
            return;
        }
        for (var field : form.get().children("field", FORMS)) {
            var allowed = OPTIONS.getOrDefault(field.attribute("var").orElse(""), Set.of());
            if (!allowed.contains(field.childText("value").orElse(""))) {
                throw error(
                        StanzaError.conflict("a node is for presence subscribers and has one item"),
                        "precondition-not-met");
            }
        }
    }

    static StanzaError error(StanzaError error, String condition) {
        return error.with(Element.of(condition, ERRORS));
    }
}
