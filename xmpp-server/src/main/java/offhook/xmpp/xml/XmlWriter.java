package offhook.xmpp.xml;

/**
 * Writes elements without prefixes ("prefix-free canonicalization", RFC 6120 §8.4), so that every piece can be cut out and
 * put elsewhere. Characters that XML 1.0 §2.2 does not allow are written as U+FFFD: whatever text reaches us, what we
 * send is well-formed.
 */
final class XmlWriter {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out;

    XmlWriter(StringBuilder out) {
        this.out = out;
    }

    void write(Element element, String inherited) {
        boolean reserved =
                element.namespace().equals(Namespaces.XML); // Namespaces in XML 1.0 §3: never the default one
        var name = reserved ? "xml:" + element.name() : element.name();
        var inner = reserved ? inherited : element.namespace();
        out.append('<').append(name);
        if (!inner.equals(inherited)) {
            attribute("xmlns", inner);
        }
        int prefixes = 0;
        for (var attribute : element.attributes().entrySet()) {
            var key = attribute.getKey();
            if (key.namespace().isEmpty()) {
                attribute(key.local(), attribute.getValue());
            } else if (key.namespace().equals(Namespaces.XML)) {
                attribute("xml:" + key.local(), attribute.getValue());
            } else {
                String prefix = "a" + prefixes++;
                attribute("xmlns:" + prefix, key.namespace());
                attribute(prefix + ':' + key.local(), attribute.getValue());
            }
        }
        if (element.content().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (var node : element.content()) {
            if (node instanceof Node.Text text) {
                escape(text.value(), false);
            } else {
                write((Element) node, inner);
            }
        }
        out.append("</").append(name).append('>');
    }

    void attribute(String name, String value) {
        out.append(' ').append(name).append("='");
        escape(value, true);
        out.append('\'');
    }

    /** Up to where it is ASCII that stands for itself wherever it is written: mostly its end. */
    private static int plainEnd(String text) {
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '\'';
    }

    private void escape(String text, boolean inAttribute) {
        int plain = plainEnd(text);
        out.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;"); // XML 1.0 §2.11: a bare one would be read as a line feed
                case '\'', '\t', '\n' -> {
                    if (inAttribute) { // XML 1.0 §3.3.3: bare white space would be read as a space
                        out.append("&#").append((int) c).append(';');
                    } else {
                        out.append(c);
                    }
                }
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(c < ' ' || Character.isSurrogate(c) || c > '\uFFFD' ? REPLACEMENT : c);
                    }
                }
            }
        }
    }
}
