package offhook.gateway.ops;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.BindFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.http.HttpServer;
import offhook.runtime.net.http.Routes;

/** The HTTP server of operations. Safe to share. */
public final class OpsServer implements Service {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final OpsConfig config;
    private final HttpServer server;
    private volatile InetSocketAddress address;

    public OpsServer(OpsConfig config, EventLoops loops, InstantSource clock, List<Endpoint> endpoints) {
        this.config = config;
        var routes = new Routes();
        endpoints.forEach(endpoint -> endpoint.install(routes));
        this.server = new HttpServer(loops, routes, clock, HttpServer.Limits.LOCAL);
    }

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public void start() throws StartFailure {
        try {
            address = server.listen(config.http(), Optional.empty());
        } catch (BindFailure e) {
            throw new StartFailure("[ops] http: " + e.getMessage(), 1, e);
        }
    }

    /** Where it really listens; after the start. */
    public InetSocketAddress address() {
        return address;
    }

    /** How many connections are open. */
    public int connections() {
        return server.connections();
    }

    @Override
    public void stop() {
        server.close(GRACE);
    }
}
