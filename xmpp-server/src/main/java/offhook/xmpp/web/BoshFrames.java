package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.FrameReader;
import offhook.xmpp.xml.Namespaces;

/** What bodies say of the stream, for its reader and from its writer (XEP-0206). */
final class BoshFrames {

    /** The condition of a body with a stream error in it. */
    static final String ERROR = "remote-stream-error";

    private BoshFrames() {}

    /** The header of a stream, as its reader knows it. */
    static byte[] open(BoshBody body) {
        var open = Element.of("open", FrameReader.NS);
        for (var name : new String[] {"to", "from"}) {
            var value = body.attribute(name);
            if (value.isPresent()) {
                open = open.with(name, value.get());
            }
        }
        // §3: a client that names no version speaks XMPP 1.0 all the same, or it would not be here
        open = open.with(
                "version", body.tag().attribute("version", BoshBody.XBOSH).orElse("1.0"));
        var lang = body.language();
        if (lang.isPresent()) {
            open = open.with("lang", Namespaces.XML, lang.get());
        }
        return open.toString().getBytes(UTF_8);
    }

    /** Whether an element is a stream error. */
    static boolean isError(byte[] element) {
        return new String(element, 0, Math.min(element.length, 13), UTF_8).equals("<stream:error");
    }

    /** The condition of a body that ends with this stream error, XEP-0124 §17.2, XEP-0206 §8. */
    static String condition(byte[] error) {
        var text = new String(error, UTF_8);
        return text.contains("<host-unknown ")
                ? "host-unknown"
                : text.contains("<system-shutdown ") ? "system-shutdown" : ERROR;
    }
}
