package offhook.xmpp.stream;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import offhook.directory.PasswordCheck;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.xmpp.stream.sasl.Mechanisms;

/** Streams of capulet.example on real sockets of the loopback, with {@link Relay} for routing. */
final class RealServer implements AutoCloseable {

    final Relay relay = new Relay();
    final ClientStreams streams;
    final ClientListener listener;

    private final EventLoops loops = EventLoops.start(1);
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    final TlsContexts tls;

    /** @param data an empty folder, for the certificate */
    RealServer(Path data, StreamConfig config, String... listen) {
        this(data, config, Optional.empty(), listen);
    }

    /** @param authorities a PEM file of those whose certificates people log in with */
    RealServer(Path data, StreamConfig config, Optional<Path> authorities, String... listen) {
        var people = TestPeople.ofVerona();
        var random = new SecureRandom();
        var clock = InstantSource.system();
        var passwords = new PasswordCheck(people, pool, new byte[32], 10);
        streams = new ClientStreams(
                Jid.of(people.domain()),
                config,
                new Logins(new Mechanisms(people, passwords, random), passwords, clock, OptionalInt.of(20)),
                Optional.empty(),
                relay,
                List.of(),
                new Trace(clock).wire("xmpp"),
                clock,
                random);
        tls = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()),
                data,
                List.of(people.domain()),
                clock,
                new ManualTime(),
                pool);
        listener = new ClientListener(loops, streams, Optional.empty());
        listener.start(Stream.of(listen).map(Listen::parse).toList(), new LoginTls(tls, authorities));
    }

    InetSocketAddress address() {
        return listener.addresses().get(0);
    }

    @Override
    public void close() {
        listener.close(Duration.ofSeconds(2));
        tls.close();
        loops.close();
        pool.shutdownNow();
    }
}
