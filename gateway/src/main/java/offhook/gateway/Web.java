package offhook.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import offhook.gateway.web.HttpConfig;
import offhook.gateway.web.WebServer;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.http.Routes;
import offhook.runtime.share.SharedFileRoutes;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.share.UploadNumbers;
import offhook.runtime.storage.DiskWatch;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.web.WebStreams;

/** The web side of the product: the server for clients, and what stands behind it. Safe to share. */
final class Web implements Service {

    private static final String FOLDER = "files";

    private final Foundation on;
    private final SharedFiles files;
    private final Routes routes = new Routes();
    private final WebServer server;
    private WebStreams streams;

    Web(HttpConfig http, GatewayConfig config, Foundation on, TlsContexts tls, DiskWatch disk) {
        this.on = on;
        on.database.migrate(SharedFileTable.MODULE);
        files = new SharedFiles(
                config.data().resolve(FOLDER),
                new SharedFileTable(on.database),
                on.files,
                on.clock,
                on.random,
                disk::room);
        new SharedFileRoutes(files, on.files, on.clock)
                .install(routes, config.xmpp().upload().file().bytes());
        server = new WebServer(
                http,
                config.domain(),
                on.loops,
                tls,
                on.clock,
                routes,
                config.limits().enabled());
    }

    WebSite site() {
        return new WebSite(files, server::url);
    }

    /** What else it serves is added before the start. */
    Routes routes() {
        return routes;
    }

    /** Lets clients of these streams connect; before the start. */
    void carry(ClientStreams clients, int largestStanza) {
        streams =
                new WebStreams(clients, server::url, sid -> on.loops.loopFor(sid.hashCode()), on.random, largestStanza);
        streams.install(routes);
    }

    /** The ways of clients to their streams. */
    WebStreams streams() {
        return streams;
    }

    /** What became of uploads. */
    UploadNumbers uploads() {
        return files.numbers();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void start() throws StartFailure {
        try {
            files.start(on.timers);
        } catch (IOException e) {
            throw new StartFailure("The folder of shared files cannot be used: " + e, 1, e);
        }
        server.start();
    }

    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    int connections() {
        return server.connections();
    }

    @Override
    public void drain() {
        server.drain();
    }

    @Override
    public void stop() {
        server.stop();
    }
}
