package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes first-level elements where no stream header is around them: each declares its namespaces itself. */
public final class Frames {

    private static final byte[] CLIENT = (" xmlns='" + Namespaces.CLIENT + "'").getBytes(UTF_8);
    private static final byte[] STREAM = (" xmlns:stream='" + Namespaces.STREAM + "'").getBytes(UTF_8);
    private static final byte[] PREFIX = "<stream:".getBytes(UTF_8);
    private static final byte[] CLOSE = "<close".getBytes(UTF_8);
    private static final byte[] DEFAULT = "xmlns=".getBytes(UTF_8);

    private Frames() {}

    /** An element that was written for the namespaces of {@link ServerHeader}. */
    public static byte[] standalone(byte[] element) {
        if (startsWith(element, 0, PREFIX)) {
            return withDeclaration(element, STREAM);
        }
        return hasDefault(element) ? element : withDeclaration(element, CLIENT);
    }

    /** {@code <open/>}, RFC 7395 §3.4. */
    public static byte[] open(ServerHeader header) {
        var tag = new StringBuilder("<open");
        var writer = new XmlWriter(tag);
        writer.attribute("xmlns", FrameReader.NS);
        writer.attribute("from", header.from());
        if (header.to() != null) {
            writer.attribute("to", header.to());
        }
        writer.attribute("id", header.id());
        if (header.versioned()) {
            writer.attribute("version", "1.0");
        }
        writer.attribute("xml:lang", "en");
        return tag.append("/>").toString().getBytes(UTF_8);
    }

    /** {@code <close/>}, §3.6. */
    public static byte[] close() {
        return ("<close xmlns='" + FrameReader.NS + "'/>").getBytes(UTF_8);
    }

    /** Whether a frame looks like {@code <close/>}. */
    public static boolean closes(byte[] frame) {
        return startsWith(frame, 0, CLOSE);
    }

    private static byte[] withDeclaration(byte[] element, byte[] declaration) {
        int end = nameEnd(element);
        byte[] whole = Arrays.copyOf(element, element.length + declaration.length);
        System.arraycopy(declaration, 0, whole, end, declaration.length);
        System.arraycopy(element, end, whole, end + declaration.length, element.length - end);
        return whole;
    }

    private static int nameEnd(byte[] element) {
        int at = 1;
        while (element[at] < 0 || (element[at] > ' ' && element[at] != '/' && element[at] != '>')) {
            at++;
        }
        return at;
    }

    /** Whether the start tag declares the default namespace. */
    private static boolean hasDefault(byte[] element) {
        byte quote = 0;
        for (int at = nameEnd(element); at < element.length; at++) {
            byte b = element[at];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '\'' || b == '"') {
                quote = b;
            } else if (b == '>') {
                return false;
            } else if (b <= ' ' && b >= 0 && startsWith(element, at + 1, DEFAULT)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
        return at + prefix.length <= bytes.length
                && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
