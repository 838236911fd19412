package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An attribute as it stands in a tag, written once for all the tags that it is put into. Immutable and safe to share. */
public final class Attribute {

    private final String value;
    private final byte[] bytes;

    /** @param name as it stands in the tag */
    public Attribute(String name, String value) {
        this.value = value;
        this.bytes = written(name, value);
    }

    public String value() {
        return value;
    }

    /** With the space before it; nobody changes them. */
    byte[] bytes() {
        return bytes;
    }

    private static byte[] written(String name, String value) {
        var text = new StringBuilder(name.length() + value.length() + 4);
        new XmlWriter(text).attribute(name, value);
        return text.toString().getBytes(UTF_8);
    }
}
