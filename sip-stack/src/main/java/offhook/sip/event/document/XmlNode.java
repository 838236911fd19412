package offhook.sip.event.document;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a small XML document, as event packages carry them. Names are local names: phones and PBXs are careless
 * with namespaces and prefixes, and strictness would only turn lamps grey. Immutable and safe to share.
 *
 * @param text its own character data, without that of its children, stripped
 */
public record XmlNode(String name, Map<String, String> attributes, String text, List<XmlNode> children) {

    /** The largest body: more than any PBX has to say about one extension. */
    static final int LONGEST = 128 * 1024;

    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 4096;
    private static final String WITHOUT_DTD = "a document type declaration";

    public XmlNode {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /**
     * The root of a document in UTF-8.
     *
     * @throws MalformedDocument if it is not well-formed, beyond a limit, or has a document type declaration
     */
    public static XmlNode read(byte[] body) throws MalformedDocument {
        if (body.length > LONGEST) {
            throw new MalformedDocument("longer than " + LONGEST + " bytes");
        }
        var text = new String(body, StandardCharsets.UTF_8);
        int start = text.indexOf('<'); // a byte order mark or a blank line in front is harmless
        if (start < 0) {
            throw new MalformedDocument("no XML");
        }
        try {
            return root(factory().createXMLStreamReader(new StringReader(text.substring(start))));
        } catch (XMLStreamException e) {
            throw new MalformedDocument("XML that is not well-formed");
        }
    }

    /** One for each document: a factory is not safe to share. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static XmlNode root(XMLStreamReader in) throws XMLStreamException, MalformedDocument {
        var open = new ArrayDeque<Open>();
        int elements = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() == DEEPEST) {
                        throw new MalformedDocument("too many elements");
                    }
                    open.push(Open.at(in));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(in.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var node = open.pop().closed();
                    if (open.isEmpty()) {
                        return node; // what stands behind the root tells nothing
                    }
                    open.peek().children.add(node);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedDocument(WITHOUT_DTD);
                default -> {
                    // Comments and processing instructions.
                }
            }
        }
        throw new MalformedDocument("no element");
    }

    /** An element whose end was not read yet. */
    private record Open(String name, Map<String, String> attributes, StringBuilder text, List<XmlNode> children) {

        static Open at(XMLStreamReader in) {
            var attributes = new HashMap<String, String>();
            for (int i = 0; i < in.getAttributeCount(); i++) {
                attributes.putIfAbsent(local(in.getAttributeLocalName(i)), in.getAttributeValue(i));
            }
            return new Open(local(in.getLocalName()), attributes, new StringBuilder(), new ArrayList<>());
        }

        private static String local(String name) {
            return name.substring(name.indexOf(':') + 1);
        }

        XmlNode closed() {
            return new XmlNode(name, attributes, text.toString().strip(), children);
        }
    }

    /** Compared without case, as all that is lenient here. */
    public boolean is(String localName) {
        return name.equalsIgnoreCase(localName);
    }

    /** The value without white space around it; empty if there is no such attribute, or nothing in it. */
    public Optional<String> attribute(String localName) {
        return Optional.ofNullable(attributes.get(localName)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The first child of that name. */
    public Optional<XmlNode> child(String localName) {
        return all(localName).findFirst();
    }

    /** The children of that name, in their order. */
    public Stream<XmlNode> all(String localName) {
        return children.stream().filter(child -> child.is(localName));
    }

    /** This element and all below it, in the order of the document. */
    public Stream<XmlNode> tree() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlNode::tree));
    }
}
