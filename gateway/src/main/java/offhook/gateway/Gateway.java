package offhook.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import offhook.directory.PasswordCheck;
import offhook.directory.RingGroupConfig;
import offhook.directory.address.Jid;
import offhook.gateway.control.ControlApi;
import offhook.gateway.control.ControlToken;
import offhook.gateway.control.ExplainPart;
import offhook.gateway.control.HospitalPart;
import offhook.gateway.control.PeopleDesk;
import offhook.gateway.control.PeoplePart;
import offhook.gateway.control.TestCalls;
import offhook.gateway.control.TestPart;
import offhook.gateway.control.TracePart;
import offhook.gateway.control.Who;
import offhook.gateway.control.WhoPart;
import offhook.gateway.notify.AlertHistory;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.Hospital;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.gateway.ops.HealthEndpoint;
import offhook.gateway.ops.MetricsEndpoint;
import offhook.gateway.ops.OpsServer;
import offhook.gateway.ops.ReadyCheck;
import offhook.gateway.ops.ReadyEndpoint;
import offhook.gateway.presence.ActivityPublisher;
import offhook.gateway.presence.PhonePresence;
import offhook.mail.SmtpBridge;
import offhook.runtime.life.Service;
import offhook.runtime.life.Services;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.runtime.storage.CommitProbe;
import offhook.runtime.storage.DiskWatch;
import offhook.sip.SipCore;
import offhook.sip.SipServer;
import offhook.sip.call.CallTable;
import offhook.sip.registrar.Binding;
import offhook.sip.transport.Protocol;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;
import offhook.xmpp.xep.DirectoryService;

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
    private final MissedCalls missedCalls;
    private final DiskWatch disk;
    private final OpsServer ops;
    private final Services services;
    private volatile boolean up;

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
        missedCalls = new MissedCalls(people.book, notifier, config::missedCalls, on.metrics);
        sip = new SipServer(
                config.sip(),
                config.pbx(),
                new SipCore.Ground(
                        people.book,
                        on.database,
                        new CallLinks(presence, missedCalls),
                        on.timers,
                        on.clock,
                        on.random,
                        on.key,
                        on.trace,
                        limited),
                on.loops,
                on.pool);
        disk = new DiskWatch(config.data(), on.timers, on.pool);
        ops = ops(config);
        services = new Services(stoppers, System::nanoTime, DRAIN, STOP);
    }

    private XmppCore xmpp(GatewayConfig config, boolean limited) {
        byte[] key = new byte[CHECK_KEY_BYTES];
        on.random.nextBytes(key);
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
                        new DirectoryService(people.people),
                        limited),
                List.of(PhoneContact.of(config.domain())));
    }

    private OpsServer ops(GatewayConfig config) throws StartFailure {
        var commits = new CommitProbe(on.database, on.timers);
        var control = new ControlApi(
                ControlToken.open(config.data(), on.random),
                on.pool,
                List.of(
                        new PeoplePart(new PeopleDesk(people.book, people.people, people.lists, people.defaults)),
                        new WhoPart(this::who),
                        new ExplainPart(
                                new CallTable(on.database),
                                new AlertHistory(on.database),
                                on.trace,
                                config::missedCalls),
                        new HospitalPart(new Hospital(on.database, people.book, on.clock, notifier)),
                        new TracePart(on.trace, people.book),
                        new TestPart(new TestCalls(on.database, on.clock, missedCalls::callEnded), people.book)));
        return new OpsServer(
                config.ops(),
                on.loops,
                on.clock,
                List.of(
                        new HealthEndpoint(on.loops.loops(), on.timers),
                        new ReadyEndpoint(List.of(
                                commits::check,
                                ReadyCheck.of(disk),
                                ReadyCheck.of(() -> up ? null : "the listeners are not up"))),
                        new MetricsEndpoint(on.metrics, on.pool),
                        control));
    }

    private List<Who.Line> who() {
        return people.book.users().stream()
                .sorted(Comparator.comparing(user -> user.id().value()))
                .map(user -> new Who.Line(
                        user.id().value(),
                        user.name().value(),
                        user.extensions(),
                        sip.core()
                                .calls()
                                .status(user.id())
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '),
                        sip.core().bindings().of(user.id()).stream()
                                .map(Binding::contact)
                                .toList(),
                        xmppCore.clients(user.jid())))
                .toList();
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
            services.start(List.of(people, new Notifications(notifier), sip, xmpp, ops));
            up = true;
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
        add(parts, "http", List.of(ops.address()));
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
        up = false;
        services.stop();
        close();
    }

    private void close() {
        disk.close();
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
