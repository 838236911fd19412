package offhook.xmpp.web;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.runtime.net.http.Routes;
import offhook.runtime.work.Loop;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.stream.ClientStreams;

/** The ways from the web server to the streams of clients. Safe to share. */
public final class WebStreams {

    /** What they implement. */
    public static final List<Spec> SPECS = List.of(
            Spec.rfc(7395, "XMPP Subprotocol for WebSocket").only("with [http]"),
            Spec.xep(124, "1.11.2", "Bidirectional-streams Over Synchronous HTTP (BOSH)")
                    .only(
                            "with [http]; no key sequences, no streams to other servers; answers are text/xml whatever content asks for, since as a page they would be one of this site"),
            Spec.xep(206, "1.4", "XMPP Over BOSH").only("with [http]"),
            Spec.xep(156, "1.4.0", "Discovering Alternative XMPP Connection Methods")
                    .only("with [http]: host-meta and host-meta.json"));

    private static final String WEB_SOCKET = "/xmpp-websocket";
    private static final String BOSH = "/http-bind";
    private static final int ENVELOPE = 16 << 10; // around the largest stanza

    private final WebSocketStreams sockets;
    private final BoshStreams bosh;
    private final HostMeta hostMeta;

    /**
     * @param url the address of the web server as clients see it, without a slash at the end
     * @param loops on which loop a session of requests lives, by its id
     * @param random a strong source
     * @param largestStanza in bytes
     */
    public WebStreams(
            ClientStreams streams,
            Supplier<String> url,
            Function<String, Loop> loops,
            SecureRandom random,
            int largestStanza) {
        sockets = new WebSocketStreams(streams, largestStanza);
        bosh = new BoshStreams(streams, loops, random, (long) largestStanza + ENVELOPE);
        hostMeta = new HostMeta(
                url,
                List.of(new HostMeta.Link("websocket", "ws", WEB_SOCKET), new HostMeta.Link("xbosh", "http", BOSH)));
    }

    public void install(Routes to) {
        to.webSocket(WEB_SOCKET, sockets);
        bosh.install(to, BOSH);
        hostMeta.install(to);
    }

    /** How many clients have a WebSocket. */
    public int webSockets() {
        return sockets.count();
    }

    /** How many sessions there are over BOSH. */
    public int boshSessions() {
        return bosh.sessions();
    }
}
