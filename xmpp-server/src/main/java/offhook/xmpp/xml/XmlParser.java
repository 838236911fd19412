package offhook.xmpp.xml;

import static com.fasterxml.aalto.AsyncXMLStreamReader.EVENT_INCOMPLETE;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;
import static offhook.xmpp.xml.StreamError.Condition.BAD_FORMAT;
import static offhook.xmpp.xml.StreamError.Condition.BAD_NAMESPACE_PREFIX;
import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.util.XmlChars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import offhook.runtime.bytes.Octets;

/** Checks that a stream is well-formed, and notes what a {@link Fragment} and a {@link StreamHeader} say. */
final class XmlParser {

    private static final int NOTED = 16;

    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader = Vocabulary.newParser();
    private final Set<String> names = new HashSet<>();
    private final String[] noted = new String[NOTED]; // some of them: most come again and again
    private int mostNames;
    private int depth;

    private StreamHeader header;
    private boolean borrows; // whether the child relies on a namespace of the header
    private Name name;
    private String to;
    private String from;
    private String id;
    private String type;
    private String lang;
    private List<Name> children;

    XmlParser(int mostNames) {
        this.mostNames = mostNames;
    }

    void mostNames(int most) {
        mostNames = most;
    }

    /** How many elements are open. */
    int depth() {
        return depth;
    }

    /** The header, once its tag is read. */
    StreamHeader header() {
        return header;
    }

    /** The child that was read last, with these bytes. */
    Fragment fragment(byte[] bytes) {
        var fragment = new Fragment(name, to, from, id, type, lang, children, new Octets(bytes));
        children = List.of();
        if (!borrows) {
            return fragment;
        }
        return Fragment.of(new ElementParser(bytes).parse(header.namespaces()));
    }

    void read(byte[] bytes, int start, int end) {
        try {
            reader.getInputFeeder().feedInput(bytes, start, end - start);
            for (int event = next(); event != EVENT_INCOMPLETE; event = next()) {
                if (event == START_ELEMENT) {
                    open();
                } else if (event == END_ELEMENT && --depth == 0) {
                    return; // what follows the stream's end tag is not looked at
                }
            }
        } catch (XMLStreamException | UncheckedStreamException e) {
            throw new StreamError(NOT_WELL_FORMED, "");
        }
    }

    /** What the parser has no exception of its own for, such as an element called xmlns:a, is not well-formed either. */
    private int next() throws XMLStreamException {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            throw new XMLStreamException(e);
        }
    }

    private void open() {
        String namespace = text(reader.getNamespaceURI());
        String prefix = text(reader.getPrefix());
        String local = reader.getLocalName();
        int attributes = reader.getAttributeCount();
        note(prefix, local);
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String declared = text(reader.getNamespacePrefix(i));
            note("xmlns", declared);
            if (!declared.isEmpty() && text(reader.getNamespaceURI(i)).isEmpty()) {
                throw new StreamError(NOT_WELL_FORMED, ""); // Namespaces in XML 1.0 §2.2: a prefix cannot be undeclared
            }
        }
        switch (depth++) {
            case 0 -> openStream(new Name(local, namespace), prefix);
            case 1 -> openChild(Vocabulary.name(local, namespace), prefix);
            case 2 -> addName(new Name(local, namespace));
            default -> {}
        }
        if (depth > 1) {
            if (!prefix.isEmpty() && namespace.equals(Namespaces.CLIENT)) {
                throw new StreamError(BAD_NAMESPACE_PREFIX, "elements of stanzas have no prefix"); // RFC 6120 §4.8.5
            }
            borrows |= isBorrowed(prefix);
        }
        for (int i = 0; i < attributes; i++) {
            String attributePrefix = text(reader.getAttributePrefix(i));
            note(attributePrefix, reader.getAttributeLocalName(i));
            borrows |= depth > 1 && isBorrowed(attributePrefix);
        }
    }

    private void openStream(Name streamName, String prefix) {
        Map<String, String> namespaces = new HashMap<>();
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            namespaces.put(text(reader.getNamespacePrefix(i)), text(reader.getNamespaceURI(i)));
        }
        header = new StreamHeader(
                streamName,
                prefix,
                reader.getAttributeValue("", "to"),
                reader.getAttributeValue("", "from"),
                reader.getAttributeValue("", "id"),
                reader.getAttributeValue("", "version"),
                reader.getAttributeValue(Namespaces.XML, "lang"),
                namespaces);
    }

    private void openChild(Name childName, String prefix) {
        if (childName.is("stream", Namespaces.STREAM)) {
            throw new StreamError(BAD_FORMAT, "a second stream header");
        }
        name = childName;
        to = null;
        from = null;
        id = null;
        type = null;
        lang = null;
        children = List.of();
        String inherited = header.contentNamespace();
        borrows = prefix.isEmpty()
                && !inherited.equals(Namespaces.CLIENT)
                && childName.namespace().equals(inherited);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String local = reader.getAttributeLocalName(i);
            if (text(reader.getAttributePrefix(i)).isEmpty()) {
                switch (local) {
                    case "to" -> to = reader.getAttributeValue(i);
                    case "from" -> from = reader.getAttributeValue(i);
                    case "id" -> id = reader.getAttributeValue(i);
                    case "type" -> type = reader.getAttributeValue(i);
                    default -> {}
                }
            } else if (local.equals("lang") && reader.getAttributePrefix(i).equals("xml")) {
                lang = reader.getAttributeValue(i);
            }
        }
    }

    private void addName(Name childName) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(childName);
    }

    private boolean isBorrowed(String prefix) {
        return !prefix.isEmpty() && header.namespaces().containsKey(prefix);
    }

    /** Namespaces in XML 1.0 §4: behind a colon a name begins as any other; the parser looks at the part before it alone. */
    private static boolean isNoBeginning(String local) {
        return !XmlChars.is10NameStartChar(local.charAt(0));
    }

    private void note(String prefix, String local) {
        if (!prefix.isEmpty() && !local.isEmpty() && isNoBeginning(local)) {
            throw new StreamError(NOT_WELL_FORMED, "");
        }
        int place = local.length() % NOTED;
        if (prefix.isEmpty() && local.equals(noted[place])) {
            return;
        }
        names.add(prefix.isEmpty() ? local : prefix + ':' + local);
        noted[place] = prefix.isEmpty() ? local : noted[place];
        if (names.size() > mostNames) {
            throw new StreamError(POLICY_VIOLATION, "a stream has at most " + mostNames + " different names");
        }
    }

    private static String text(String mayBeNull) {
        return mayBeNull == null ? "" : mayBeNull;
    }
}
