package offhook.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import offhook.directory.PasswordCheck;
import offhook.directory.RingGroupConfig;
import offhook.directory.address.Jid;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.gateway.presence.ActivityPublisher;
import offhook.gateway.presence.PhonePresence;
import offhook.mail.SmtpBridge;
import offhook.runtime.life.Service;
import offhook.runtime.life.Services;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.sip.SipCore;
import offhook.sip.SipServer;
import offhook.sip.transport.Protocol;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;

/** The whole server: who calls whom is decided here, once, and the order of start and stop. */
public final class Gateway {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int PASSWORDS_WAITING = 256;
    private static final int CHECK_KEY_BYTES = 32;

    private final Foundation on;
    private final TlsContexts tls;
    private final ExecutorService mailers = SmtpBridge.workers();
    private final ExecutorService stoppers = Executors.newCachedThreadPool();
    private final PeopleService people;
    private final PhonePresence presence;
    private final XmppCore xmppCore;
    private final XmppServer xmpp;
    private final Notifier notifier;
    private final SipServer sip;
    private final Services services;

    /**
     * Opens the database and puts the parts together; nothing listens yet.
     *
     * @throws StartFailure with one line for the admin
     */
    public Gateway(GatewayConfig config) throws StartFailure {
        on = new Foundation(config.data(), config.storage());
        try {
            tls = new TlsContexts(config.tls(), config.data(), List.of(config.domain()), on.clock, on.timers, on.pool);
        } catch (TlsFailure e) {
            on.close();
            throw new StartFailure("[tls] " + e.getMessage(), 1, e);
        }
        boolean limited = config.limits().enabled();
        people = new PeopleService(
                config.domain(),
                config.directory(),
                config.ringGroup().stream().map(RingGroupConfig::ringGroup).toList(),
                on);
        presence = new PhonePresence(
                config.presence(), people.book, on.lanes, on.timers, this::presenceChanged, ActivityPublisher.NONE);
        xmppCore = xmpp(config, limited);
        xmpp = new XmppServer(config.xmpp(), xmppCore, on.loops, tls);
        on.database.migrate("gateway");
        notifier = new Notifier(
                on.database,
                people.book,
                on.pool,
                on.timers,
                on.clock,
                config::missedCalls,
                new ChatOut(xmppCore.deliveries(), xmppCore::online),
                mail(config),
                on.metrics);
        var links = new CallLinks(presence, new MissedCalls(people.book, notifier, config::missedCalls, on.metrics));
        sip = new SipServer(
                config.sip(),
                config.pbx(),
                new SipCore.Ground(people.book, on.database, links, on.timers, on.clock, on.random, on.key, limited),
                on.loops,
                on.pool);
        services = new Services(stoppers, System::nanoTime, DRAIN, STOP);
    }

    private XmppCore xmpp(GatewayConfig config, boolean limited) {
        byte[] key = new byte[CHECK_KEY_BYTES];
        on.random.nextBytes(key);
        var registration = new SelfRegistration(
                config.domain(), Set.copyOf(config.xmpp().admins()), people.people, on.clock, limited);
        return new XmppCore(
                config.xmpp(),
                new XmppCore.Ground(
                        people.book,
                        new PasswordCheck(people.book, on.heavy, key, PASSWORDS_WAITING),
                        on.database,
                        on.lanes,
                        on.timers,
                        on.clock,
                        on.random,
                        on.trace,
                        presence,
                        new Receipts(),
                        config.xmpp().register() ? Optional.of(registration) : Optional.empty(),
                        limited),
                List.of(PhoneContact.of(config.domain())));
    }

    private Optional<MailOut> mail(GatewayConfig config) {
        var mail = config.mail();
        return mail.smtp()
                .map(server -> new MailOut(
                        new SmtpBridge(server, mail.starttls(), mail.trust(), mailers),
                        mail.from().orElseThrow()));
    }

    /** The overlay is asked for before the XMPP side is whole; nobody is online until it is. */
    private void presenceChanged(Jid account) {
        xmppCore.presenceChanged(account);
    }

    /**
     * Starts everything; returns when every listener is up.
     *
     * @throws StartFailure with one line for the admin; then nothing runs
     */
    public void start() throws StartFailure {
        try {
            services.start(List.of(people, new Notifications(notifier), sip, xmpp));
        } catch (StartFailure e) {
            close();
            throw e;
        }
    }

    /** The line that says where everything listens. */
    public String ready() {
        var parts = new ArrayList<String>(List.of("ready"));
        add(parts, "sip-udp", sip.bound(Protocol.UDP));
        add(parts, "sip-tcp", sip.bound(Protocol.TCP));
        add(parts, "xmpp", xmpp.addresses());
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, String name, List<InetSocketAddress> addresses) {
        addresses.forEach(at -> parts.add(name + '=' + host(at) + ':' + at.getPort()));
    }

    private static String host(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    /** Stops everything in the opposite order. */
    public void stop() {
        services.stop();
        close();
    }

    private void close() {
        tls.close();
        on.close();
        mailers.shutdown();
        stoppers.shutdown();
    }

    /** The outbox at work. */
    private record Notifications(Notifier notifier) implements Service {

        @Override
        public String name() {
            return "notifications";
        }

        @Override
        public void start() {
            notifier.start();
        }

        @Override
        public void stop() {
            notifier.stop().toCompletableFuture().join();
        }
    }
}
