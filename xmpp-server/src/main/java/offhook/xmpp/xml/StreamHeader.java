package offhook.xmpp.xml;

import java.util.Map;

/**
 * The start tag of a stream, RFC 6120 §4.7. Immutable and safe to share.
 *
 * @param prefix of the tag itself, "" for none
 * @param to the attribute as it stands, or null; likewise from, id, version and lang (xml:lang)
 * @param namespaces what the header binds each prefix to; "" is the default namespace
 */
public record StreamHeader(
        Name name,
        String prefix,
        String to,
        String from,
        String id,
        String version,
        String lang,
        Map<String, String> namespaces)
        implements StreamEvent {

    public StreamHeader {
        namespaces = Map.copyOf(namespaces);
    }

    /**
     * The XML declaration and start tag with which we open our side of a client's stream.
     *
     * @param to null where the client has not said who it is
     * @param versioned false for a client that knows no version, §4.7.5 rule 4
     */
    public static String open(String from, String to, String id, boolean versioned) {
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

    /** The namespace of children that declare none, §4.8.2; "" where the header has no default namespace. */
    public String contentNamespace() {
        return namespaces.getOrDefault("", "");
    }
}
