package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the tree of one element from bytes that were checked when they came in ({@link StreamReader}) or that we wrote
 * ourselves. It knows neither limits nor well-formedness: it only must not fail on what is well-formed.
 */
final class ElementParser {

    private final byte[] xml;
    private int at;

    ElementParser(byte[] xml) {
        this.xml = xml;
    }

    /**
     * @param context what prefixes are bound to around the element; "" is the default namespace, which may be missing
     * @throws IllegalArgumentException if the bytes are no element
     */
    Element parse(Map<String, String> context) {
        var scope = new Scope("xml", Namespaces.XML, new Scope("", "", null));
        for (var binding : context.entrySet()) {
            scope = new Scope(binding.getKey(), binding.getValue(), scope);
        }
        try {
            skipSpace();
            return element(scope);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not an XML element: " + new String(xml, UTF_8), e);
        }
    }

    private Element element(Scope outer) {
        expect('<');
        String tag = name();
        var scope = outer;
        Map<String, String> raw = new LinkedHashMap<>();
        for (skipSpace(); xml[at] != '>' && xml[at] != '/'; skipSpace()) {
            String attribute = name();
            skipSpace();
            expect('=');
            skipSpace();
            byte quote = xml[at++];
            String value = text(quote);
            at++;
            if (attribute.equals("xmlns")) {
                scope = new Scope("", value, scope);
            } else if (attribute.startsWith("xmlns:")) {
                scope = new Scope(attribute.substring(6), value, scope);
            } else {
                raw.put(attribute, value);
            }
        }
        boolean empty = xml[at] == '/';
        at += empty ? 2 : 1;
        return Element.of(scope.resolve(tag, true), resolve(raw, scope), empty ? List.of() : content(scope));
    }

    private static Map<Name, String> resolve(Map<String, String> raw, Scope scope) {
        if (raw.isEmpty()) {
            return Map.of();
        }
        Map<Name, String> attributes = new LinkedHashMap<>();
        raw.forEach((name, value) -> attributes.put(scope.resolve(name, false), value));
        return attributes;
    }

    /** Everything up to and with the end tag. */
    private List<Node> content(Scope scope) {
        List<Node> content = new ArrayList<>();
        var text = new StringBuilder();
        while (true) {
            if (xml[at] != '<') {
                text.append(text((byte) '<'));
            } else if (xml[at + 1] == '!') {
                text.append(cdata());
            } else {
                if (!text.isEmpty()) {
                    content.add(new Node.Text(text.toString()));
                    text.setLength(0);
                }
                if (xml[at + 1] == '/') {
                    while (xml[at++] != '>') {}
                    return content;
                }
                content.add(element(scope));
            }
        }
    }

    private String cdata() {
        int start = at += "<![CDATA[".length();
        while (xml[at] != ']' || xml[at + 1] != ']' || xml[at + 2] != '>') {
            at++;
        }
        var text = new String(xml, start, at - start, UTF_8);
        at += "]]>".length();
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Text or an attribute's value, up to but without {@code end}. */
    private String text(byte end) {
        int start = at;
        boolean plain = true;
        for (; xml[at] != end; at++) {
            plain &= xml[at] != '&' && (xml[at] >= ' ' || xml[at] < 0);
        }
        var text = new String(xml, start, at - start, UTF_8);
        return plain ? text : References.resolve(text, end != '<');
    }

    private String name() {
        int start = at;
        while (xml[at] != '=' && xml[at] != '>' && xml[at] != '/' && !isSpace(xml[at])) {
            at++;
        }
        return new String(xml, start, at - start, UTF_8);
    }

    private void expect(char c) {
        if (xml[at++] != c) {
            throw new IllegalArgumentException("not an XML element: " + new String(xml, UTF_8));
        }
    }

    private void skipSpace() {
        while (isSpace(xml[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    /** The innermost of the bindings that hold at a place. */
    private record Scope(String prefix, String namespace, Scope outer) {

        Name resolve(String qualified, boolean isElement) {
            int colon = qualified.indexOf(':');
            if (colon < 0 && !isElement) {
                return new Name(qualified, "");
            }
            String wanted = colon < 0 ? "" : qualified.substring(0, colon);
            for (var scope = this; scope != null; scope = scope.outer) {
                if (scope.prefix.equals(wanted)) {
                    return new Name(qualified.substring(colon + 1), scope.namespace);
                }
            }
            throw new IllegalArgumentException("prefix without a namespace: " + qualified);
        }
    }
}
