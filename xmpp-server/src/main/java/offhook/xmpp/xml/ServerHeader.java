package offhook.xmpp.xml;

/**
 * With what we open our side of a client's stream, RFC 6120 §4.7. Its language is "en".
 *
 * @param from our domain
 * @param to null where the client has not said who it is
 * @param versioned false for a client that knows no version, §4.7.5 rule 4
 */
public record ServerHeader(String from, String to, String id, boolean versioned) {

    /** The XML declaration and the start tag. */
    public String toXml() {
        var tag = new StringBuilder("<?xml version='1.0'?><stream:stream");
        var writer = new XmlWriter(tag);
        writer.attribute("xmlns", Namespaces.CLIENT);
        writer.attribute("xmlns:stream", Namespaces.STREAM);
        writer.attribute("from", from);
        if (to != null) {
            writer.attribute("to", to);
        }
        writer.attribute("id", id);
        if (versioned) {
            writer.attribute("version", "1.0");
        }
        writer.attribute("xml:lang", "en");
        return tag.append('>').toString();
    }
}
