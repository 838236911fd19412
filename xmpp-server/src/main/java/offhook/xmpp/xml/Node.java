package offhook.xmpp.xml;

/** What stands inside an element: another element, or text. Safe to share. */
public sealed interface Node permits Element, Node.Text {

    /** Character data, with references resolved. */
    record Text(String value) implements Node {}
}
