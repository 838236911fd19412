package offhook.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.runtime.config.Listen;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.work.Timer;
import offhook.sip.locate.Locator;
import offhook.sip.locate.Outages;
import offhook.sip.message.Host;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.SipTransport;
import offhook.sip.transport.StreamLimits;
import offhook.sip.transport.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP side on its sockets. Safe to share once it is started. */
public final class SipServer implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration LOOK_UP = Duration.ofSeconds(20);

    private final SipConfig config;
    private final Optional<PbxConfig> pbx;
    private final SipCore.Ground ground;
    private final EventLoops loops;
    private final NameService names;
    private final Executor work;
    private final SipTransport transport;
    private SipCore core;
    private volatile Timer look = () -> {};

    /**
     * @param tls for the listeners that speak it
     * @param names tells where other servers are
     * @param work runs what blocks
     */
    public SipServer(
            SipConfig config,
            Optional<PbxConfig> pbx,
            SipCore.Ground ground,
            EventLoops loops,
            TlsContexts tls,
            NameService names,
            Executor work)
            throws StartFailure {
        this.config = config;
        this.pbx = pbx;
        this.ground = ground;
        this.loops = loops;
        this.names = names;
        this.work = work;
        // People who were removed while we were down are forgotten before our start.
        List.of("sip", "sip-event").forEach(ground.database()::migrate);
        transport =
                new SipTransport(loops, new MessageReader(Limits.DEFAULT), StreamLimits.DEFAULT, tls(config, pbx, tls));
    }

    private static Optional<Tls> tls(SipConfig config, Optional<PbxConfig> pbx, TlsContexts ours) throws StartFailure {
        if (config.listen().stream()
                .noneMatch(at -> at.transport() == Listen.Transport.TLS || at.transport() == Listen.Transport.WSS)) {
            if (pbx.map(PbxConfig::uri).filter(SipServer::asksForTls).isPresent()) {
                throw new StartFailure("[pbx] host: asks for TLS, but [sip] listen has no tls: port", 1);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new Tls(ours, new TlsClients(config.trust())));
        } catch (TlsFailure e) {
            throw new StartFailure("[sip] trust: " + e.getMessage(), 1, e);
        }
    }

    private static boolean asksForTls(Uri uri) {
        return uri.param("transport").filter("tls"::equalsIgnoreCase).isPresent();
    }

    @Override
    public String name() {
        return "sip";
    }

    @Override
    public void start() throws StartFailure {
        core = new SipCore(config, pbx, names, pbxAtStart(), ground, SipTransport.shards(loops), transport);
        try {
            transport.start(config.listen(), core.listener());
        } catch (IOException e) {
            throw new StartFailure("[sip] listen: " + e.getMessage(), 1, e);
        }
        core.start(addresses());
        lookAgain();
    }

    private Set<InetAddress> pbxAtStart() throws StartFailure {
        if (pbx.isEmpty()) {
            return Set.of();
        }
        var host = pbx.get().uri().host();
        try {
            var found = pbxAt().toCompletableFuture().get(LOOK_UP.toSeconds(), TimeUnit.SECONDS);
            if (found.isEmpty()) {
                throw new StartFailure("[pbx] host: the name " + host + " cannot be looked up", 1);
            }
            return found;
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("[pbx] host: the name " + host + " cannot be looked up", 1, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", 1, e);
        }
    }

    private CompletionStage<Set<InetAddress>> pbxAt() {
        return new Locator(names, new Outages(ground.clock()), ground.random())
                .locate(pbx.orElseThrow().uri())
                .thenApply(servers -> servers.stream()
                        .map(server -> server.address().getAddress())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** A machine may get another address while we run, and so may the PBX. */
    private void lookAgain() {
        look = ground.timers().after(LOOK, work, () -> {
            core.listenOn(addresses());
            if (pbx.isPresent()) {
                pbxAt().thenAccept(found -> {
                    if (!found.isEmpty()) {
                        core.pbxAt(found);
                    }
                });
            }
            lookAgain();
        });
    }

    private List<String> addresses() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> transport.bound(protocol).stream())
                .flatMap(SipServer::everyAddress)
                .distinct()
                .toList();
    }

    private static Stream<String> everyAddress(InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? ofThisMachine().map(address -> text(address, bound.getPort()))
                : Stream.of(text(bound.getAddress(), bound.getPort()));
    }

    private static Stream<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
        } catch (SocketException e) {
            LOG.warn("The addresses of this machine cannot be read: {}", e.getMessage());
            return Stream.of(InetAddress.getLoopbackAddress());
        }
    }

    private static String text(InetAddress address, int port) {
        return Host.of(address) + ':' + port;
    }

    /** Where we listen, with the ports that the system chose. */
    public List<InetSocketAddress> bound(Protocol protocol) {
        return transport.bound(protocol);
    }

    public SipCore core() {
        return core;
    }

    public SipTransport transport() {
        return transport;
    }

    @Override
    public void drain() {
        if (core != null) {
            core.proxy().drain();
        }
        transport.stopAccepting();
    }

    @Override
    public void stop() {
        look.cancel();
        transport.close();
    }
}
