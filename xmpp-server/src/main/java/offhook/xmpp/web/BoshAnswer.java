package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import offhook.runtime.net.http.Response;
import offhook.xmpp.xml.Namespaces;

/** Writes what a client gets for one request, XEP-0124 §4. */
final class BoshAnswer {

    private static final String TYPE = "text/xml; charset=utf-8";

    private BoshAnswer() {}

    /**
     * A body.
     *
     * @param attributes none of the values needs an escape: they are numbers, names and secrets of ours
     * @param elements each with its own namespaces
     */
    static Response of(Map<String, String> attributes, List<byte[]> elements) {
        var tag = new StringBuilder("<body xmlns='" + BoshBody.NS + '\'');
        if (attributes.keySet().stream().anyMatch(name -> name.startsWith("xmpp:"))) {
            tag.append(" xmlns:xmpp='" + BoshBody.XBOSH + '\'');
        }
        if (!elements.isEmpty()) {
            tag.append(" xmlns:stream='" + Namespaces.STREAM + '\'');
        }
        attributes.forEach((name, value) ->
                tag.append(' ').append(name).append("='").append(value).append('\''));
        var out = new ByteArrayOutputStream();
        out.writeBytes(tag.append(elements.isEmpty() ? "/>" : ">").toString().getBytes(UTF_8));
        elements.forEach(out::writeBytes);
        if (!elements.isEmpty()) {
            out.writeBytes("</body>".getBytes(UTF_8));
        }
        return Response.of(200, TYPE, out.toByteArray());
    }

    /** Nothing to say. */
    static Response empty() {
        return of(Map.of(), List.of());
    }

    /** §17: the session is over, or there never was one. */
    static Response end(String condition) {
        return of(Map.of("type", "terminate", "condition", condition), List.of());
    }
}
