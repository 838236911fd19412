package offhook.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.storage.Database;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Overload;
import offhook.runtime.work.Timers;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Contacts;
import offhook.sip.agent.Dialogs;
import offhook.sip.answer.Answering;
import offhook.sip.answer.ToVoicemail;
import offhook.sip.auth.Authenticator;
import offhook.sip.auth.Digest;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallTable;
import offhook.sip.call.CallTracker;
import offhook.sip.control.CallControl;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.domain.Services;
import offhook.sip.event.EventServer;
import offhook.sip.event.Expiry;
import offhook.sip.event.Publications;
import offhook.sip.event.Visibility;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.Tuples;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.guard.Bans;
import offhook.sip.guard.Gatekeeper;
import offhook.sip.guard.RateLimit;
import offhook.sip.locate.Locator;
import offhook.sip.locate.Outages;
import offhook.sip.message.Uri;
import offhook.sip.proxy.DoNotDisturb;
import offhook.sip.proxy.Inside;
import offhook.sip.proxy.PhoneLines;
import offhook.sip.proxy.ProxyCore;
import offhook.sip.proxy.Quiet;
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.LocalBindings;
import offhook.sip.registrar.Reachable;
import offhook.sip.registrar.Registrar;
import offhook.sip.text.TakeText;
import offhook.sip.text.TextListener;
import offhook.sip.text.TextSender;
import offhook.sip.transaction.Timing;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transaction.TransactionLimits;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Transport;
import offhook.sip.transport.WireTap;
import org.jdbi.v3.core.Handle;

/**
 * Registrar, proxy and call tracker above any transport: {@link SipServer} puts it on sockets, a test into memory. Safe to
 * share.
 */
public final class SipCore {

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * What it stands on.
     *
     * @param visibility who may see what somebody's phones do
     * @param texts takes what phones write to people
     * @param messages lights the lamps of phones
     * @param random a strong source
     * @param key the secret of this installation
     * @param trace notes what crosses the wire
     * @param limited false for load tests: no limits on rates
     * @param tuples how people can be reached besides by phone
     * @param quiet who wants no calls
     */
    public record Ground(
            Directory directory,
            Database database,
            CallListener listener,
            Visibility visibility,
            TextListener texts,
            WaitingMessages messages,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            MasterKey key,
            Trace trace,
            boolean limited,
            Tuples tuples,
            Quiet quiet) {}

    private final Ground ground;
    private final SipConfig config;
    private final Executor loop;
    private final OwnAddresses own;
    private final Peers peers;
    private final Locator locator;
    private final CallTable calls;
    private final CallTracker tracker;
    private final LocalBindings bindings;
    private final Registrar registrar;
    private final Authenticator authenticator;
    private final Bans bans;
    private final Gatekeeper gatekeeper;
    private final MessageListener listener;
    private final ProxyCore proxy;
    private final Agent agent;
    private final Contacts contacts;
    private final EventServer events;
    private final Publications<PublishedPresence> published;
    private final Overload overload;
    private final TextSender texts;
    private volatile Answering answering = Answering.NOBODY;
    private final CallControl control;

    /**
     * Reads the database and takes up what was there before the last end. Blocks.
     *
     * @param names for what is not an address
     * @param pbxAt the addresses of the PBX's servers; empty if there is none
     */
    public SipCore(
            SipConfig config,
            Optional<PbxConfig> pbx,
            NameService names,
            Collection<InetAddress> pbxAt,
            Ground ground,
            Shards shards,
            Transport transport) {
        this.ground = ground;
        this.config = config;
        loop = shards.loops().get(0);
        ground.database.migrate("sip");
        own = new OwnAddresses(ground.directory);
        var tap = new WireTap(transport, ground.trace.wire("sip"), own::person);
        calls = new CallTable(ground.database);
        tracker = new CallTracker(
                calls.sparing(), ground.listener, ground.timers, loop, ground.clock, config.settle(), config.maxCall());
        bindings = LocalBindings.open(ground.database, ground.clock, own::isHere);
        bans = new Bans(ground.clock);
        authenticator = new Authenticator(digest(), shards, ground.clock, ground.random, bans, ground.limited);
        peers = new Peers(
                config.trusted(),
                pbx.map(PbxConfig::uri).map(Uri::host).map(Set::of).orElse(Set.of()),
                pbxAt);
        locator = new Locator(names, new Outages(ground.clock), ground.random);
        contacts = new Contacts(own, peers);
        var gruus = new Gruus(ground.key.derive("sip gruu"), ground.random);
        registrar = new Registrar(
                own,
                authenticator,
                bindings,
                config.expires(),
                config.minExpires(),
                config.maxExpires(),
                new Reachable(own, peers),
                gruus,
                shards);
        var rules = new ProxyCore.Rules(
                pbx.map(PbxConfig::uri),
                pbx.map(PbxConfig::services).orElse(List.of()),
                config.barred(),
                config.federation(),
                ground.limited ? config.calls() : Integer.MAX_VALUE,
                ground.key.derive("sip record-route"),
                config.timerC(),
                config.ringNext());
        var made = new Top[1];
        var layer = new TransactionLayer(shards, tap, Timing.DEFAULT, TransactionLimits.DEFAULT, ground.random, it -> {
            made[0] = top(it, shards, tap, gruus, rules);
            return made[0].proxy;
        });
        proxy = made[0].proxy;
        agent = made[0].agent;
        events = made[0].watching.server;
        published = made[0].watching.published;
        overload = layer.overload();
        control = made[0].control;
        texts = new TextSender(
                agent, own, bindings, pbx.map(PbxConfig::uri), locator, config.federation(), ground.clock);
        gatekeeper = new Gatekeeper(
                tap.listener(layer),
                this::isKnown,
                bans,
                new RateLimit(ground.clock, config.strangers(), ground.random.nextInt()));
        listener = ground.limited ? gatekeeper : tap.listener(layer);
    }

    /** What stands on the transactions. */
    private record Top(Agent agent, Watching watching, ProxyCore proxy, CallControl control) {}

    private Top top(TransactionLayer layer, Shards shards, WireTap tap, Gruus gruus, ProxyCore.Rules rules) {
        var dialogs = new Dialogs();
        var inside = new Inside(layer, shards);
        var phones = inside.beside(bindings.phones());
        var ourselves = new Agent(layer, tap, shards, locator, phones, ground.random, dialogs);
        var watching = new Watching(
                ground,
                new EventServer.Ground(
                        own,
                        authenticator,
                        peers,
                        bindings,
                        ground.database,
                        ground.clock,
                        new Expiry(config.minExpires(), config.maxExpires()),
                        ground.visibility),
                tracker,
                ourselves,
                loop,
                new Services(rules.services()),
                () -> pickup(answering, own.domain()));
        var voicemail = new ToVoicemail(own, ourselves, () -> answering);
        var parts = new ProxyCore.Parts(
                own,
                authenticator,
                registrar,
                bindings,
                gruus,
                phones,
                peers,
                locator,
                tracker,
                Stream.concat(
                                Stream.of(voicemail.before()),
                                Stream.concat(
                                        watching.server.steps().stream(),
                                        Stream.of(
                                                new TakeText(own, ground.texts, shards),
                                                new DoNotDisturb(ground.quiet, own, new PhoneLines(bindings)))))
                        .toList(),
                List.of(voicemail.after()),
                dialogs,
                contacts,
                shards,
                tap,
                ground.clock);
        return new Top(ourselves, watching, new ProxyCore(layer, parts, rules), new CallControl(ourselves, inside));
    }

    private static Optional<Uri> pickup(Answering who, String domain) {
        return who.number().filter(number -> who.picksUp()).map(number -> Uri.sip(number, domain, 0));
    }

    private boolean isKnown(InetAddress address) {
        return bindings.phones().isAt(address) || address.isLoopbackAddress() || peers.isOne(address);
    }

    private Digest digest() {
        var key = new byte[32];
        ground.random.nextBytes(key);
        return new Digest(ground.directory, config.digest(), key, ground.clock);
    }

    /**
     * Begins to work: resolves the calls that were open at the last end. Blocks.
     *
     * @param listening host and port of each listener
     */
    public void start(Collection<String> listening) {
        own.listenOn(listening);
        ground.directory.listen((before, after) -> {
            if (after.isEmpty()) {
                before.map(User::id).ifPresent(this::left);
            } else if (!before.map(User::groups).equals(after.map(User::groups))) {
                events.recheck(after.get().id());
            }
        });
        tracker.resume();
        bindings.sweep(ground.timers, loop);
        forgetOldCalls();
        events.start();
    }

    private void left(UserId user) {
        bindings.forget(user);
        events.left(user);
    }

    private void forgetOldCalls() {
        calls.forget(ground.clock.instant().minus(config.history()));
        ground.timers.after(DAY, loop, this::forgetOldCalls);
    }

    /** Somebody is removed: drops what the database holds of their phones and open calls, in the same transaction. */
    public static void forget(UserId user, Handle tx) {
        LocalBindings.forget(user, tx);
        CallTable.forget(user, tx);
        EventServer.forget(user, tx);
    }

    /** Other addresses than before: the system's network has changed. */
    public void listenOn(Collection<String> listening) {
        own.listenOn(listening);
    }

    /** The PBX has moved, says DNS. */
    public void pbxAt(Collection<InetAddress> addresses) {
        peers.pbxAt(addresses);
    }

    /** Takes what came in. */
    public MessageListener listener() {
        return listener;
    }

    /** What everybody's phones are doing, and the counters of calls. */
    public CallTracker calls() {
        return tracker;
    }

    /** Where everybody's phones are. */
    public LocalBindings bindings() {
        return bindings;
    }

    public Registrar registrar() {
        return registrar;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    /** Addresses that nothing is taken from. */
    public Bans bans() {
        return bans;
    }

    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    public ProxyCore proxy() {
        return proxy;
    }

    /** Who watches whom. */
    public EventServer events() {
        return events;
    }

    /** What phones, and peers, say of our people. */
    public Publications<PublishedPresence> published() {
        return published;
    }

    /** How people are written to on their phones. */
    public TextSender texts() {
        return texts;
    }

    /** Requests and dialogs of our own. */
    public Agent agent() {
        return agent;
    }

    /** Who answers in the stead of people who do not, from now on. */
    public void answering(Answering who) {
        answering = who;
    }

    /** Calls that people ask for elsewhere than at their phone. */
    public CallControl control() {
        return control;
    }

    /** Where others reach ourselves, and not one of our people. */
    public Contacts contacts() {
        return contacts;
    }

    /** Whether new calls and subscriptions are refused for want of time. */
    public Overload overload() {
        return overload;
    }
}
