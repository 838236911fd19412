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

    /** The namespace of children that declare none, §4.8.2; "" where the header has no default namespace. */
    public String contentNamespace() {
        return namespaces.getOrDefault("", "");
    }
}
