package offhook.xmpp.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import offhook.directory.PasswordCheck;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.http.HttpServer;
import offhook.runtime.net.http.Routes;
import offhook.runtime.share.SharedFileRoutes;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.WheelTimers;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.web.WebStreams;
import offhook.xmpp.xep.DirectoryService;

/**
 * The whole XMPP server of capulet.example on a socket of the loopback, with its threads, its clock and a real database.
 * Juliet, Romeo and the nurse share a group of the directory unless a test changes them.
 */
public final class RealXmpp implements AutoCloseable {

    record Root(@Doc("xmpp") XmppConfig xmpp, @Doc("archive") ArchiveConfig archive) {}

    public final TestPeople people = TestPeople.ofVerona();
    public final XmppCore core;

    private final EventLoops loops = EventLoops.start(1);
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final WheelTimers timers = new WheelTimers(Thread::new);
    private final Database database = TestDatabases.sqlite(writer);
    private final TlsContexts tls;
    private final XmppServer server;
    private final HttpServer web;
    private final InetSocketAddress webAddress;
    private final InetSocketAddress plainWeb;

    /**
     * @param data an empty folder, for the certificate
     * @param settings lines of TOML: {@code xmpp.tls = "optional"}
     */
    public RealXmpp(Path data, String... settings) throws StartFailure, ConfigErrors, IOException {
        var clock = InstantSource.system();
        var random = new SecureRandom();
        tls = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()), data, List.of(people.domain()), clock, timers, pool);
        var lines = new ArrayList<>(List.of(settings));
        lines.add("xmpp.listen = ['127.0.0.1:0']");
        lines.add("xmpp.component_listen = ['127.0.0.1:0']");
        var root = Config.bindText(String.join("\n", lines), Path.of("test.toml"), Root.class, Map.of());
        var config = root.xmpp();
        var kept = people.kept(database, pool);
        database.migrate(SharedFileTable.MODULE);
        var files = new SharedFiles(
                data.resolve("files"), new SharedFileTable(database), pool, clock, random, () -> Room.ENOUGH);
        core = new XmppCore(
                config,
                root.archive(),
                new XmppCore.Ground(
                        people,
                        new PasswordCheck(people, pool, new byte[32], 10),
                        database,
                        new Lanes(pool),
                        timers,
                        clock,
                        random,
                        new Trace(clock),
                        PresenceOverlay.NONE,
                        DeliveryListener.NONE,
                        new DirectoryService(kept),
                        true),
                List.of(),
                Optional.of(new WebSite(files, this::url)));
        kept.onRemoval(core::forget);
        files.start(timers);
        core.start();
        server = new XmppServer(config, core, loops, tls);
        server.start();
        var routes = new Routes();
        new SharedFileRoutes(files, pool, clock).install(routes, 1 << 20);
        new WebStreams(core.streams(), this::url, sid -> loops.loopFor(sid.hashCode()), random, 256 << 10)
                .install(routes);
        web = new HttpServer(loops, routes, clock, HttpServer.Limits.LOCAL);
        webAddress = web.listen(Listen.parse("127.0.0.1:0"), Optional.of(tls::server));
        plainWeb = web.listen(Listen.parse("127.0.0.1:0"), Optional.empty());
    }

    /** Where the web server is, by TLS: its address by name, which the certificate has, is the same. */
    public String url() {
        return "https://127.0.0.1:" + webAddress.getPort();
    }

    public InetSocketAddress address() {
        return server.addresses().get(0);
    }

    /** The one loop that all connections are on. */
    NettyLoop loop() {
        return loops.loops().get(0);
    }

    /** Where components connect. */
    public InetSocketAddress componentAddress() {
        return server.componentAddresses().get(0);
    }

    /** The same without TLS, as a proxy sees it. */
    public String plainUrl() {
        return "http://127.0.0.1:" + plainWeb.getPort();
    }

    /** Says goodbye to every client, as at the end of the process. Blocks. */
    public void stop() {
        server.drain();
        server.stop();
        web.close();
    }

    @Override
    public void close() {
        stop();
        tls.close();
        loops.close();
        timers.close();
        pool.shutdownNow();
        writer.shutdownNow();
        database.close();
    }
}
