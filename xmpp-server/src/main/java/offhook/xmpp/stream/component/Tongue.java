package offhook.xmpp.stream.component;

import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.Node;

/** Stanzas in the namespace of components, XEP-0114 §3, and in that of clients, which we speak. */
final class Tongue {

    private Tongue() {}

    /** As it is written where the default namespace is that of components. */
    static String of(Stanza stanza) {
        return stanza.element().toXml(Namespaces.CLIENT);
    }

    /** The same in our namespace, and all that stands in it in theirs. */
    static Element ours(Element theirs) {
        boolean translated = theirs.namespace().equals(Components.NS);
        var ours = Element.of(theirs.name(), translated ? Namespaces.CLIENT : theirs.namespace());
        for (var attribute : theirs.attributes().entrySet()) {
            Name name = attribute.getKey();
            ours = ours.with(name.local(), name.namespace(), attribute.getValue());
        }
        for (var node : theirs.content()) {
            ours = node instanceof Node.Text text ? ours.withText(text.value()) : ours.with(ours((Element) node));
        }
        return ours;
    }
}
