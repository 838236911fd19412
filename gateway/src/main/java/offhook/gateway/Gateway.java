package offhook.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.chat.Correspondents;
import offhook.gateway.chat.PhoneChat;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.dial.DialDesk;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.Markers;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.NewMessages;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.gateway.ops.OpsServer;
import offhook.gateway.preference.Preferences;
import offhook.gateway.presence.ChatPresence;
import offhook.gateway.presence.ChatQuiet;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.voicemail.Access;
import offhook.gateway.voicemail.VoicemailAnswers;
import offhook.gateway.voicemail.VoicemailSide;
import offhook.mail.SmtpBridge;
import offhook.mail.intake.Intake;
import offhook.pbx.WatchConfig;
import offhook.pbx.watch.PbxWatch;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.Service;
import offhook.runtime.life.Services;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.runtime.storage.DiskWatch;
import offhook.sip.SipCore;
import offhook.sip.SipServer;
import offhook.sip.agent.Agent;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.text.TextSender;
import offhook.sip.transport.Protocol;
import offhook.voicemail.mp3.Mp3Files;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;
import offhook.xmpp.pubsub.Pep;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xep.DirectoryService;
import org.jdbi.v3.core.Handle;

/** The whole server: who calls whom is decided here, once, and the order of start and stop. */
public final class Gateway {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int PASSWORDS_WAITING = 256;
    private static final int CHECK_KEY_BYTES = 32;

    final Foundation on;
    final TlsContexts tls;
    final ExecutorService mailers = SmtpBridge.workers();
    final ExecutorService encoders = Mp3Files.workers();
    final PeopleService people;
    final PhonePresence presence;
    final ChatPresence chatPresence;
    final PasswordCheck passwords;
    final PhoneChat texts;
    final Preferences preferences;
    final Directory chosen;
    final VoicemailSide voicemail;
    final Access access;
    final DialDesk dial;
    final Contacts contacts;
    final XmppCore xmppCore;
    final Notifier notifier;
    final MissedCalls missedCalls;
    final SipServer sip;
    final Optional<PbxWatch> pbx;
    final Optional<VoicemailAnswers> answers;
    final Optional<Intake> intake;
    final DiskWatch disk;
    final Reload reload;
    final Optional<Web> web;
    private final XmppServer xmpp;
    final OpsServer ops;
    private final ExecutorService stoppers = Executors.newCachedThreadPool();
    private final Services services;
    private volatile boolean up;

    /**
     * Opens the database and puts the parts together; nothing listens yet.
     *
     * @param file read now, and again when somebody asks for it
     * @throws ConfigErrors with every mistake of the file
     * @throws StartFailure with one line for the admin
     */
    public Gateway(Reload.Configuration file) throws ConfigErrors, StartFailure {
        this(file, DiskWatch.Disk::of);
    }

    /** @param disks tells which disk a folder is on */
    Gateway(Reload.Configuration file, Function<Path, DiskWatch.Disk> disks) throws ConfigErrors, StartFailure {
        var config = file.read();
        var mail = MailOut.of(config.mail(), config.data(), mailers);
        on = new Foundation(config.data(), config.storage(), config.nameServer());
        try {
            tls = tls(config);
            disk = new DiskWatch(config.data(), disks.apply(config.data()), on.timers, on.pool);
            people = new PeopleService(config.domain(), config.directory(), config.ringGroups(), on);
            presence = new PhonePresence(
                    config.presence(),
                    people.book,
                    on.lanes,
                    on.timers,
                    this::presenceChanged,
                    new PhoneActivity(this::pep));
            chatPresence = new ChatPresence(people.book, () -> chat().presence());
            reload = new Reload(file, config, presence, people, tls);
            passwords = new PasswordCheck(people.book, on.heavy, checkKey(), PASSWORDS_WAITING);
            web = config.http().map(http -> new Web(http, config, on, tls, disk));
            texts = new PhoneChat(
                    people.book,
                    config.pbx().map(pbx -> pbx.sip().uri().host()),
                    config.messages(),
                    this::chat,
                    this::phones);
            var parts = new VoicemailParts(this, config);
            preferences = parts.preferences();
            chosen = preferences.over(people.book);
            voicemail = parts.side();
            access = parts.access();
            dial = dial(config);
            contacts = new Contacts(
                    people.book,
                    config.pbx(),
                    config.sip().federation(),
                    on.database,
                    this::agent,
                    stanza -> chat().route(dial.told(stanza)),
                    on.random);
            xmppCore = xmpp(config);
            parts.offer();
            dial.open(xmppCore);
            web.ifPresent(part -> part.carry(
                    xmppCore.streams(), (int) config.xmpp().limits().stanza().bytes()));
            xmpp = new XmppServer(config.xmpp(), xmppCore, on.loops, tls);
            xmppCore.presence().listen(chatPresence);
            on.database.migrate("gateway");
            notifier = new Notifier(
                    on.database,
                    chosen,
                    on.pool,
                    on.timers,
                    on.clock,
                    reload::missedCalls,
                    new ChatOut(xmppCore.deliveries(), xmppCore.presence()::isOnline),
                    mail,
                    voicemail.files(),
                    preferences,
                    PbxMail.patience(config),
                    on.metrics);
            missedCalls = new MissedCalls(
                    people.book, notifier, reload::missedCalls, xmppCore::blocks, parts.fates(), on.metrics);
            pbx = config.pbx().map(watch -> pbx(watch, config.sip().trust()));
            sip = sip(config, parts.waiting());
            answers = parts.answers();
            intake = new PbxMail(this).intake(config);
            people.people.onRemoval(this::forget);
            xmppCore.admit(new DiskRule(disk::room));
            ops = new Operations(this).server(config);
            services = new Services(stoppers, System::nanoTime, DRAIN, STOP);
        } catch (StartFailure | RuntimeException e) {
            on.close();
            throw e;
        }
    }

    private TlsContexts tls(GatewayConfig config) throws StartFailure {
        try {
            return new TlsContexts(config.tls(), config.data(), config.names(), on.clock, on.timers, on.pool);
        } catch (TlsFailure e) {
            throw new StartFailure("[tls] " + e.getMessage(), 1, e);
        }
    }

    private XmppCore xmpp(GatewayConfig config) {
        return new XmppCore(
                config.xmpp(),
                config.archive(),
                new XmppCore.Ground(
                        people.book,
                        passwords,
                        on.database,
                        on.lanes,
                        on.timers,
                        on.clock,
                        on.random,
                        on.trace,
                        presence,
                        new Receipts(),
                        new PeopleWithRoom(new DirectoryService(people.people), disk::room),
                        config.limits().enabled()),
                List.of(
                        new PhoneContact(
                                PhoneContact.address(config.domain()), this::toPhones, contacts::received, dial::takes),
                        voicemail.contact(stanza -> chat().route(stanza))),
                web.map(Web::site));
    }

    private DialDesk dial(GatewayConfig config) {
        return new DialDesk(
                config.clickToCall(),
                new DialDesk.Ground(
                        chosen,
                        new Correspondents(
                                people.book,
                                config.pbx().map(pbx -> pbx.sip().uri().host())),
                        on.database,
                        on.pool,
                        on.clock,
                        () -> sip.core(),
                        this::chat,
                        reload::missedCalls));
    }

    /** What is not for the desk is a text to a phone. */
    private void toPhones(Message message) {
        boolean isMarker = new Markers(people.book, on.database, on.clock).takes(message);
        if (!isMarker && !dial.takes(message)) {
            texts.toPhones(message);
        }
    }

    private SipServer sip(GatewayConfig config, WaitingMessages waiting) throws StartFailure {
        return new SipServer(
                config.sip(),
                config.pbx().map(WatchConfig::sip),
                new SipCore.Ground(
                        people.book,
                        on.database,
                        new CallLinks(presence, missedCalls),
                        new Acquaintance(this::chat, on.pool, chatPresence, new AskedLately(on.clock)),
                        texts.fromPhones(),
                        waiting,
                        on.timers,
                        on.clock,
                        on.random,
                        on.key,
                        on.trace,
                        config.limits().enabled(),
                        chatPresence,
                        new ChatQuiet(presence::config, chatPresence, config.domain())),
                on.loops,
                tls,
                on.dns,
                on.pool);
    }

    private PbxWatch pbx(WatchConfig config, Optional<Path> trust) {
        return new PbxWatch(
                config,
                trust,
                new NewMessages(notifier),
                new PbxWatch.Ground(
                        () -> sip.core(),
                        people.book,
                        on.database,
                        on.timers,
                        on.pool,
                        on.clock,
                        on.random,
                        on.metrics,
                        on.loops,
                        on.dns,
                        on.key));
    }

    private SimplePresence simple() {
        return new SimplePresence(() -> sip.core(), people.book, presence, contacts);
    }

    private byte[] checkKey() {
        byte[] key = new byte[CHECK_KEY_BYTES];
        on.random.nextBytes(key);
        return key;
    }

    /** The overlay is asked for before the XMPP side is whole; nobody is online until it is. */
    private void presenceChanged(Jid account) {
        xmppCore.presenceChanged(account);
    }

    private XmppCore chat() {
        return xmppCore;
    }

    private TextSender phones() {
        return sip.core().texts();
    }

    private Agent agent() {
        return sip.core().agent();
    }

    private Pep pep() {
        return xmppCore.pep();
    }

    /** Nothing of somebody who is removed is left for the next one of that name; in the transaction that does it. */
    private void forget(UserId user, Handle tx) {
        xmppCore.forget(user, tx);
        SipCore.forget(user, tx);
        Contacts.forget(user, tx);
        Optional.ofNullable(sip.core()).ifPresent(core -> core.calls().forget(user)); // none before the start
        notifier.forget(user, tx);
        voicemail.forget(user, tx);
        access.forget(user, tx);
        preferences.forget(user, tx);
        pbx.ifPresent(watch -> watch.forget(user, tx));
        presence.forget(user);
        dial.forget(user);
    }

    /**
     * Starts everything; returns when every listener is up.
     *
     * @throws StartFailure with one line for the admin; then nothing runs
     */
    public void start() throws StartFailure {
        try {
            // Backwards at the end: clients hear goodbye, alerts are flushed, and all the while new calls get 503.
            var parts = new ArrayList<Service>();
            parts.addAll(List.of(
                    people, ops, new Accounts(xmppCore), voicemail, sip, simple(), new Notifications(notifier)));
            answers.ifPresent(parts::add);
            intake.ifPresent(parts::add);
            pbx.ifPresent(parts::add);
            web.ifPresent(parts::add); // before XMPP, so that its clients hear goodbye before their connections go
            parts.add(xmpp);
            services.start(parts);
            new Numbers(on.metrics).of(this);
            up = true;
        } catch (StartFailure e) {
            close();
            throw e;
        }
    }

    /** Whether every listener is up, and nobody has asked for the end. */
    boolean isUp() {
        return up;
    }

    /** The line that says where everything listens. */
    public String ready() {
        return new ReadyLine()
                .with("sip-udp", sip.bound(Protocol.UDP))
                .with("sip-tcp", sip.bound(Protocol.TCP))
                .with("sip-tls", sip.bound(Protocol.TLS))
                .with("sip-ws", sip.bound(Protocol.WS))
                .with("sip-wss", sip.bound(Protocol.WSS))
                .with("xmpp", xmpp.addresses())
                .with("xmpp-component", xmpp.componentAddresses())
                .with("web", web.map(Web::addresses).orElse(List.of()))
                .with("mail-intake", intake.map(Intake::addresses).orElse(List.of()))
                .with("http", List.of(ops.address()))
                .toString();
    }

    /** Reads the files again, on the calling thread; what comes of it is logged. */
    public void reload() {
        reload.now();
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
        encoders.shutdownNow(); // what is not made is made when it is asked for again
        stoppers.shutdown();
    }
}
