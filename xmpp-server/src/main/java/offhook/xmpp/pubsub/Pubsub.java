package offhook.xmpp.pubsub;

import java.util.Collection;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** The elements and errors of XEP-0060. */
final class Pubsub {

    static final String NS = "http://jabber.org/protocol/pubsub";
    static final String OWNER = NS + "#owner";
    static final String EVENT = NS + "#event";

    private static final String ERRORS = NS + "#errors";

    private Pubsub() {}

    /** {@code <pubsub/>} with one child. */
    static Element pubsub(Element child) {
        return Element.of("pubsub", NS).with(child);
    }

    /** {@code <pubsub/>} with one child, for owners; the child is in that namespace, too. */
    static Element owner(Element child) {
        return Element.of("pubsub", OWNER).with(child);
    }

    /** An element that names a node. */
    static Element named(String element, String namespace, String node) {
        return Element.of(element, namespace).with("node", node);
    }

    /** What subscribers hear of items. */
    static Element items(String node, Collection<Element> changes) {
        return named("items", EVENT, node).with(changes);
    }

    /** How somebody is subscribed. */
    static Element subscription(String namespace, String node, Jid jid, String state) {
        return named("subscription", namespace, node)
                .with("jid", jid.toString())
                .with("subscription", state);
    }

    /** A message with an event, §7.1.2; more may be said beside it. */
    static Message event(Jid host, Jid to, boolean headline, Element event, Collection<Element> beside) {
        return message(
                host,
                to,
                headline ? "headline" : null,
                Element.of("event", EVENT).with(event),
                beside);
    }

    /** A message of a host with something in it. */
    static Message message(Jid host, Jid to, String type, Element content, Collection<Element> beside) {
        return (Message) Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", host.toString())
                .with("to", to.toString())
                .with("type", type)
                .with(content)
                .with(beside));
    }

    static StanzaError error(StanzaError error, String condition) {
        return error.with(Element.of(condition, ERRORS));
    }

    /** What is not done here, by the name of its feature. */
    static StanzaError unsupported(String feature) {
        return StanzaError.featureNotImplemented("")
                .with(Element.of("unsupported", ERRORS).with("feature", feature));
    }

    static StanzaError noSuchNode() {
        return StanzaError.itemNotFound("there is no such node");
    }
}
