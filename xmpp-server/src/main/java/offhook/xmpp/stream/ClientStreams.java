package offhook.xmpp.stream;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.runtime.trace.Wire;
import offhook.runtime.work.Loop;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.SessionListener;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError;

/** What all client streams have in common, and the list of those that are open. Safe to share. */
public final class ClientStreams {

    /** What streams implement. */
    public static final List<Spec> SPECS = List.of(
            Spec.rfc(5802, "SCRAM: SASL and GSS-API Mechanisms").only("SCRAM-SHA-1, with and without channel binding"),
            Spec.rfc(5929, "Channel Bindings for TLS").only("tls-server-end-point"),
            Spec.rfc(6120, "XMPP: Core").only("streams of clients"),
            Spec.rfc(7590, "Use of TLS in XMPP"),
            Spec.rfc(5891, "Internationalized Domain Names in Applications (IDNA2008)"),
            Spec.rfc(7622, "XMPP: Address Format"),
            Spec.rfc(8265, "PRECIS: Usernames and Passwords"),
            Spec.rfc(7677, "SCRAM-SHA-256 and SCRAM-SHA-256-PLUS"),
            Spec.xep(78, "2.5", "Non-SASL Authentication")
                    .only("with a password in the clear; off unless [xmpp] legacy_auth says so"),
            Spec.rfc(9266, "Channel Bindings for TLS 1.3"),
            Spec.xep(178, "1.2", "Best Practices for Use of SASL EXTERNAL with Certificates")
                    .only("for clients"),
            Spec.xep(198, "1.6.3", "Stream Management"),
            Spec.xep(352, "1.0.0", "Client State Indication").only("it cannot be switched off"),
            Spec.xep(440, "0.4.2", "SASL Channel-Binding Type Capability"),
            Spec.xep(474, "0.5.0", "SASL SCRAM Downgrade Protection"),
            Spec.xep(368, "1.1.0", "SRV records for XMPP over TLS").only("direct TLS where [xmpp] listen says tls:"));

    private static final int ID_BYTES = 15;

    private final Jid server;
    private final StreamConfig config;
    private final Logins logins;
    private final Optional<Registration> registration;
    private final SessionListener listener;
    private final String features;
    private final Wire trace;
    private final InstantSource clock;
    private final RandomIds ids;
    private final Resumptions resumptions = new Resumptions();
    private final Strangers strangers;
    private final Map<Loop, Sweep> sweeps = new ConcurrentHashMap<>();

    /**
     * @param server the JID of our domain
     * @param registration empty where nobody makes an account for themselves
     * @param features what is offered to those who have logged in, besides binding a resource
     * @param trace where stanzas are noted, by the localpart of their user
     */
    public ClientStreams(
            Jid server,
            StreamConfig config,
            Logins logins,
            Optional<Registration> registration,
            SessionListener listener,
            List<Element> features,
            Wire trace,
            InstantSource clock,
            SecureRandom random) {
        this.server = server;
        this.config = config;
        this.logins = logins;
        this.registration = registration;
        this.listener = listener;
        this.features = ResourceBinding.features(features);
        this.trace = trace;
        this.clock = clock;
        this.ids = new RandomIds(random, ID_BYTES);
        this.strangers = new Strangers(config.strangersPerAddress());
    }

    /** Somebody has connected; on the loop of the connection. */
    public ClientStream open(Connection connection) {
        var stream = new ClientStream(this, connection);
        sweeps.computeIfAbsent(connection.loop(), Sweep::new).add(stream);
        if (!strangers.enter(connection.peer())) {
            stream.fail(
                    new StreamError(StreamError.Condition.POLICY_VIOLATION, "too many connections without a login"));
            connection.close();
        }
        return stream;
    }

    /** Logins with a wrong name or password. */
    public long failedLogins() {
        return logins.failures();
    }

    /** How many connections there are, with and without a session. */
    public int count() {
        return sweeps.values().stream()
                .mapToInt(sweep -> sweep.streams().size())
                .sum();
    }

    /** How many bytes wait for clients to take them, as far as another thread can see. */
    public long unwritten() {
        return open().mapToLong(stream -> stream.connection().unwritten()).sum();
    }

    /** Says goodbye on every stream, RFC 6120 §4.9.3.20; each ends when its client has answered, or soon after. */
    public void shutDown() {
        open().forEach(stream ->
                stream.loop().execute(() -> stream.fail(new StreamError(StreamError.Condition.SYSTEM_SHUTDOWN, ""))));
        resumptions.endAll();
    }

    /** Waits until no stream is open, at most so long. Blocks. */
    public synchronized void awaitNone(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis();
                    !isNoneOpen() && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<ClientStream> open() {
        return sweeps.values().stream().flatMap(sweep -> sweep.streams().stream());
    }

    private boolean isNoneOpen() {
        return sweeps.values().stream().allMatch(sweep -> sweep.streams().isEmpty());
    }

    private synchronized void tellThatNoneIsOpen() {
        notifyAll();
    }

    Resumptions resumptions() {
        return resumptions;
    }

    InstantSource clock() {
        return clock;
    }

    Strangers strangers() {
        return strangers;
    }

    /** Something came in on a stream that was quiet; on its loop. */
    void woken(ClientStream stream) {
        sweeps.get(stream.loop()).wake(stream);
    }

    void closed(ClientStream stream) {
        sweeps.get(stream.loop()).remove(stream);
        if (isNoneOpen()) {
            tellThatNoneIsOpen();
        }
    }

    Jid server() {
        return server;
    }

    /** Whether a stanza with this address is for the server or for the account of whoever sent it. */
    boolean isServer(Jid to) {
        return to == null || to.equals(server);
    }

    StreamConfig config() {
        return config;
    }

    Logins logins() {
        return logins;
    }

    Optional<Registration> registration() {
        return registration;
    }

    SessionListener listener() {
        return listener;
    }

    /** Those of a stream whose client has logged in, as they are sent. */
    String features() {
        return features;
    }

    Wire trace() {
        return trace;
    }

    /** Unpredictable and never the same, §4.7.3. */
    String randomId() {
        return ids.next();
    }
}
