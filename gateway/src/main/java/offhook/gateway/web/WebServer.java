package offhook.gateway.web;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.BindFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.http.HttpServer;
import offhook.runtime.net.http.Routes;

/**
 * The web server for clients. It has no cookies and knows nobody by their connection, so pages of any site may use it
 * (CORS). Safe to share.
 */
public final class WebServer implements Service {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Map<String, String> ALWAYS = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag");

    private final HttpConfig config;
    private final String domain;
    private final TlsContexts tls;
    private final HttpServer server;
    private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();

    /** @param limited whether limits of number hold */
    public WebServer(
            HttpConfig config,
            String domain,
            EventLoops loops,
            TlsContexts tls,
            InstantSource clock,
            Routes routes,
            boolean limited) {
        this.config = config;
        this.domain = domain;
        this.tls = tls;
        var limits = new HttpServer.Limits(
                config.connections(), limited ? config.connectionsPerAddress() : Integer.MAX_VALUE);
        this.server = new HttpServer(loops, routes, clock, limits, ALWAYS);
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public void start() throws StartFailure {
        try {
            for (var at : config.listen()) {
                addresses.add(server.listen(at, HttpConfig.secure(at) ? Optional.of(tls::server) : Optional.empty()));
            }
        } catch (BindFailure e) {
            server.close();
            throw new StartFailure("[http] listen: " + e.getMessage(), 1, e);
        }
    }

    /** Where it really listens; after the start. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Its address as clients see it, without a slash at the end; after the start. */
    public String url() {
        return config.url().orElseGet(() -> {
            int first = 0;
            while (!HttpConfig.secure(config.listen().get(first))) {
                first++;
            }
            return "https://" + domain + ':' + addresses.get(first).getPort();
        });
    }

    /** How many connections are open. */
    public int connections() {
        return server.connections();
    }

    @Override
    public void drain() {
        server.stopListening();
    }

    @Override
    public void stop() {
        server.close(GRACE);
    }
}
