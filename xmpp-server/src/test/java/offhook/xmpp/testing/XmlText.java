package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import offhook.runtime.testing.Blanks;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.Node;
import offhook.xmpp.xml.StreamHeader;
import offhook.xmpp.xml.StreamReader;

/**
 * What stands in a stream, as elements that can be compared: a stream header is an element without content, a stream's
 * end is {@link #END}.
 */
public final class XmlText {

    public static final Element END = Element.of("end-of-stream", Namespaces.STREAM);

    private static final Node ANY = new Node.Text("{any}");

    private static final String USUAL =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    private XmlText() {}

    /** @throws offhook.xmpp.xml.StreamError if the text is not what may stand in a stream */
    public static List<Element> parse(String text) {
        boolean headed = text.contains("<stream:stream");
        var reader = new StreamReader(Limits.AFTER_LOGIN);
        byte[] bytes = (headed ? text : USUAL + text).getBytes(UTF_8);
        reader.feed(bytes, 0, bytes.length);
        var elements = new ArrayList<Element>();
        for (var event = reader.next(); event != null; event = reader.next()) {
            if (event instanceof StreamHeader header) {
                elements.add(element(header));
            } else {
                elements.add(event instanceof Fragment fragment ? fragment.element() : END);
            }
        }
        return headed ? elements : elements.subList(1, elements.size());
    }

    private static Element element(StreamHeader header) {
        return Element.of(header.name().local(), header.name().namespace())
                .with("content", header.contentNamespace())
                .with("to", header.to())
                .with("from", header.from())
                .with("id", header.id())
                .with("version", header.version())
                .with("lang", Namespaces.XML, header.lang());
    }

    /**
     * Whether an element is what was expected, where blanks may stand in values and in text. White space around text and
     * the explaining {@code <text/>} of an error and the id of an archive do not count, unless they are expected. A {@code {any}} at the end of the
     * content stands for whatever follows.
     */
    public static boolean matches(Element expected, Element actual, Blanks blanks) {
        if (!expected.is(actual.name(), actual.namespace())
                || !expected.attributes().keySet().equals(actual.attributes().keySet())) {
            return false;
        }
        for (var attribute : expected.attributes().entrySet()) {
            if (!blanks.matches(attribute.getValue(), actual.attributes().get(attribute.getKey()))) {
                return false;
            }
        }
        var wanted = content(expected);
        var seen = content(actual);
        seen.removeIf(node ->
                node instanceof Element text && (isExplanation(text) || isArchiveId(text)) && !wants(expected, text));
        if (!wanted.isEmpty() && wanted.get(wanted.size() - 1).equals(ANY)) {
            wanted.remove(wanted.size() - 1);
            seen.subList(Math.min(wanted.size(), seen.size()), seen.size()).clear();
        }
        if (wanted.size() != seen.size()) {
            return false;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (!matches(wanted.get(i), seen.get(i), blanks)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Node expected, Node actual, Blanks blanks) {
        if (expected instanceof Node.Text wanted) {
            return actual instanceof Node.Text text && blanks.matches(wanted.value(), text.value());
        }
        return actual instanceof Element element && matches((Element) expected, element, blanks);
    }

    private static List<Node> content(Element element) {
        var content = new ArrayList<Node>();
        for (var node : element.content()) {
            if (node instanceof Element) {
                content.add(node);
            } else if (node instanceof Node.Text text && !text.value().isBlank()) {
                content.add(new Node.Text(text.value().strip()));
            }
        }
        return content;
    }

    private static boolean isExplanation(Element element) {
        return element.name().equals("text")
                && (Objects.equals(element.namespace(), Namespaces.STANZA_ERRORS)
                        || Objects.equals(element.namespace(), Namespaces.STREAM_ERRORS));
    }

    /** XEP-0359: nearly every message has one, and few traces are about it. */
    private static boolean isArchiveId(Element element) {
        return element.is("stanza-id", "urn:xmpp:sid:0");
    }

    private static boolean wants(Element expected, Element text) {
        return expected.child(text.name(), text.namespace()).isPresent();
    }
}
