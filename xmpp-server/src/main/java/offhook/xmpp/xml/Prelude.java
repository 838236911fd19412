package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** The start tag that gives a new parser the namespaces of a stream which is under way. */
final class Prelude {

    private static final byte[] USUAL =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>".getBytes(UTF_8);
    private static final Map<String, String> USUAL_NAMESPACES =
            Map.of("", Namespaces.CLIENT, "stream", Namespaces.STREAM);

    private Prelude() {}

    static byte[] of(StreamHeader header) {
        if (header.prefix().equals("stream") && header.namespaces().equals(USUAL_NAMESPACES)) {
            return USUAL; // nearly every stream: one array for all
        }
        var tag = new StringBuilder("<");
        if (!header.prefix().isEmpty()) {
            tag.append(header.prefix()).append(':');
        }
        tag.append(header.name().local());
        var writer = new XmlWriter(tag);
        header.namespaces()
                .forEach((prefix, namespace) ->
                        writer.attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace));
        return tag.append('>').toString().getBytes(UTF_8);
    }
}
