package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;

/**
 * Tells browsers, which ask no DNS, where streams are besides TCP (XEP-0156 §3, RFC 6415). Safe to share.
 *
 * @param url the address of the web server, without a slash at the end
 */
record HostMeta(Supplier<String> url, List<Link> links) {

    private static final Executor HERE = Runnable::run;
    private static final String RELATION = "urn:xmpp:alt-connections:";

    /** One way to connect: "websocket" with the scheme ws, or "xbosh" with the scheme http. */
    record Link(String kind, String scheme, String path) {}

    void install(Routes to) {
        to.get("/.well-known/host-meta", HERE, request -> completedStage(xml()))
                .get("/.well-known/host-meta.json", HERE, request -> completedStage(json()));
    }

    private Response xml() {
        var lines = links.stream()
                .map(link -> "  <Link rel='" + RELATION + link.kind() + "' href='" + href(link) + "'/>\n")
                .collect(Collectors.joining());
        var text = "<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>\n"
                + lines + "</XRD>\n";
        return Response.of(200, "application/xrd+xml; charset=utf-8", text.getBytes(UTF_8));
    }

    private Response json() {
        var lines = links.stream()
                .map(link -> "    {\"rel\": \"" + RELATION + link.kind() + "\", \"href\": \"" + href(link) + "\"}")
                .collect(Collectors.joining(",\n"));
        return Response.json(200, ("{\n  \"links\": [\n" + lines + "\n  ]\n}\n").getBytes(UTF_8));
    }

    /** The address is one that was checked when the configuration was read: nothing in it needs an escape. */
    private String href(Link link) {
        return url.get().replaceFirst("^http", link.scheme()) + link.path();
    }
}
