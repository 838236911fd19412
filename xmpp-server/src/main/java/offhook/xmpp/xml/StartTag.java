package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Changes the first tag of an element's bytes, or what stands before its last, and leaves every other byte as it is. */
final class StartTag {

    private StartTag() {}

    /**
     * A copy with something more at the end of the element's content.
     *
     * @param xml a well-formed element
     */
    static byte[] append(byte[] xml, byte[] more) {
        boolean empty = xml[xml.length - 2] == '/';
        int end = xml.length - 2; // of an empty element: its slash
        if (!empty) {
            while (xml[end] != '<') {
                end--;
            }
        }
        var tail = empty ? new byte[0] : Arrays.copyOfRange(xml, end, xml.length);
        var out = new ByteArrayOutputStream(xml.length + more.length + 16);
        out.write(xml, 0, end);
        if (empty) {
            out.write('>');
        }
        out.writeBytes(more);
        if (empty) {
            out.write('<');
            out.write('/');
            out.write(xml, 1, nameEnd(xml, 1) - 1);
            out.write('>');
        }
        out.writeBytes(tail);
        return out.toByteArray();
    }

    /**
     * A copy with these attributes replaced, added, or left out.
     *
     * @param xml a well-formed element
     * @param names attributes as they stand in the tag, {@code xml:lang} with its prefix
     * @param values one for each name; null leaves the attribute out
     */
    static byte[] rewrite(byte[] xml, String[] names, String[] values) {
        byte[] added = attributes(names, values);
        byte[] out = new byte[xml.length + added.length];
        int at = nameEnd(xml, 1);
        System.arraycopy(xml, 0, out, 0, at);
        System.arraycopy(added, 0, out, at, added.length);
        int length = at + added.length;
        while (true) {
            int start = at;
            at = skipSpace(xml, at);
            if (xml[at] == '>' || xml[at] == '/') {
                System.arraycopy(xml, start, out, length, xml.length - start);
                length += xml.length - start;
                return length == out.length ? out : Arrays.copyOf(out, length);
            }
            int name = at;
            int end = nameEnd(xml, at);
            at = skipSpace(xml, skipSpace(xml, end) + 1);
            byte quote = xml[at++];
            while (xml[at++] != quote) {}
            if (!isOneOf(names, xml, name, end)) {
                System.arraycopy(xml, start, out, length, at - start);
                length += at - start;
            }
        }
    }

    private static byte[] attributes(String[] names, String[] values) {
        var added = new StringBuilder(96);
        var writer = new XmlWriter(added);
        for (int i = 0; i < names.length; i++) {
            if (values[i] != null) {
                writer.attribute(names[i], values[i]);
            }
        }
        return added.toString().getBytes(UTF_8);
    }

    private static boolean isOneOf(String[] names, byte[] xml, int start, int end) {
        for (var name : names) {
            int i = 0;
            while (i < name.length() && start + i < end && xml[start + i] == name.charAt(i)) {
                i++;
            }
            if (i == name.length() && start + i == end) {
                return true;
            }
        }
        return false;
    }

    /** Where a name ends that begins there. */
    static int nameEnd(byte[] xml, int from) {
        int at = from;
        while (xml[at] < 0 || (xml[at] > ' ' && xml[at] != '=' && xml[at] != '/' && xml[at] != '>')) {
            at++;
        }
        return at;
    }

    private static int skipSpace(byte[] xml, int from) {
        int at = from;
        while (xml[at] >= 0 && xml[at] <= ' ') {
            at++;
        }
        return at;
    }
}
