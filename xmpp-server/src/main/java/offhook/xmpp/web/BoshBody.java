package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.runtime.net.http.HttpFailure;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.FrameReader;
import offhook.xmpp.xml.Limits;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;

/**
 * What a client sends in one request, XEP-0124 §4: the attributes of {@code <body/>}, and the bytes inside, which the
 * stream's own reader guards.
 *
 * @param tag the body without its content
 */
record BoshBody(Element tag, byte[] content) {

    static final String NS = "http://jabber.org/protocol/httpbind";
    static final String XBOSH = "urn:xmpp:xbosh";

    private static final int LONGEST_TAG = 8 << 10;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");
    private static final Pattern DECLARATION = Pattern.compile("^\\s*(<\\?xml [^<>]*\\?>)?\\s*");

    /** Fails with HttpFailure for what is no body. */
    static BoshBody parse(byte[] sent) {
        var head = new String(sent, 0, Math.min(sent.length, LONGEST_TAG), UTF_8);
        var declaration = DECLARATION.matcher(head);
        int start = declaration.find() ? declaration.end() : 0;
        int end = tagEnd(sent, start);
        boolean empty = sent[end - 1] == '/';
        var tag = new String(sent, start, end - start - (empty ? 1 : 0), UTF_8) + "/>";
        return new BoshBody(element(tag), empty ? nothing(sent, end + 1) : content(sent, start, end + 1));
    }

    private static Element element(String tag) {
        try {
            var body = FrameReader.only(tag.getBytes(UTF_8), 0, Limits.BEFORE_LOGIN)
                    .element();
            if (body.is("body", NS)) {
                return body;
            }
        } catch (StreamError e) {
            throw wrong(e);
        }
        throw wrong(null);
    }

    private static HttpFailure wrong(RuntimeException cause) {
        var failure = new HttpFailure(400, "expected <body xmlns='" + NS + "'/>");
        if (cause != null) {
            failure.addSuppressed(cause);
        }
        return failure;
    }

    /** The place of the {@code >} of the start tag. */
    private static int tagEnd(byte[] sent, int start) {
        byte quote = 0;
        if (start >= sent.length || sent[start] != '<') {
            throw wrong(null);
        }
        for (int at = start + 1; at < Math.min(sent.length, start + LONGEST_TAG); at++) {
            byte b = sent[at];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '\'' || b == '"') {
                quote = b;
            } else if (b == '>') {
                return at;
            }
        }
        throw wrong(null);
    }

    private static byte[] nothing(byte[] sent, int from) {
        if (!new String(sent, from, sent.length - from, UTF_8).isBlank()) {
            throw wrong(null);
        }
        return new byte[0];
    }

    /** What stands before the end tag, which has the name of the start tag. */
    private static byte[] content(byte[] sent, int start, int from) {
        int nameEnd = start + 1;
        while (sent[nameEnd] > ' ' && sent[nameEnd] != '/' && sent[nameEnd] != '>') {
            nameEnd++;
        }
        int end = sent.length;
        while (end > from && sent[end - 1] <= ' ' && sent[end - 1] >= 0) {
            end--;
        }
        int tag = end - 1;
        while (tag > from && sent[tag] != '<') {
            tag--;
        }
        var close = new String(sent, tag, Math.max(0, end - tag), UTF_8);
        var name = new String(sent, start + 1, nameEnd - start - 1, UTF_8);
        if (tag < from || !close.matches("</" + Pattern.quote(name) + "\\s*>")) {
            throw wrong(null);
        }
        var inside = Arrays.copyOfRange(sent, from, tag);
        return new String(inside, UTF_8).isBlank() ? new byte[0] : strip(inside);
    }

    /** Without the white space before the first element, as frames have none. */
    private static byte[] strip(byte[] inside) {
        int at = 0;
        while (inside[at] <= ' ' && inside[at] >= 0) {
            at++;
        }
        return Arrays.copyOfRange(inside, at, inside.length);
    }

    Optional<String> attribute(String name) {
        return tag.attribute(name);
    }

    /** A number that is not negative; empty if it is not there, or none. */
    Optional<Long> number(String name) {
        return tag.attribute(name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong);
    }

    /** Whether it asks for nothing but what there is to say. */
    boolean isEmpty() {
        return content.length == 0
                && !restarts()
                && attribute("sid").isPresent()
                && attribute("type").isEmpty()
                && !pauses();
    }

    /** XEP-0124 §10: the client will be away for a while. */
    boolean pauses() {
        return attribute("pause").isPresent();
    }

    boolean ends() {
        return tag.attribute("type").filter("terminate"::equals).isPresent();
    }

    /** XEP-0206 §5. */
    boolean restarts() {
        return tag.attribute("restart", XBOSH)
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
    }

    Optional<String> language() {
        return tag.attribute("lang", Namespaces.XML);
    }
}
