package offhook.sip;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Overload;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Contacts;
import offhook.sip.agent.Dialogs;
import offhook.sip.answer.Answering;
import offhook.sip.answer.ToVoicemail;
import offhook.sip.auth.Authenticator;
import offhook.sip.auth.Digest;
import offhook.sip.call.CallTable;
import offhook.sip.call.CallTracker;
import offhook.sip.control.CallControl;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.PbxAddress;
import offhook.sip.domain.Peers;
import offhook.sip.domain.Services;
import offhook.sip.event.EventServer;
import offhook.sip.event.Expiry;
import offhook.sip.event.Publications;
import offhook.sip.event.packages.PublishedPresence;
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
import offhook.sip.registrar.Gruus;
import offhook.sip.registrar.LocalBindings;
import offhook.sip.registrar.Reachable;
import offhook.sip.registrar.Registrar;
import offhook.sip.text.TakeText;
import offhook.sip.text.TextSender;
import offhook.sip.transaction.Timing;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transaction.TransactionLimits;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Transport;
import offhook.sip.transport.WireTap;

/** The parts of the SIP side, and who calls whom. Safe to share. */
final class SipParts {

    private final SipCore.Ground ground;
    private final SipConfig config;
    private final Shards shards;
    private final Supplier<Answering> answering;
    final OwnAddresses own;
    final Peers peers;
    private final Locator locator;
    final CallTable calls;
    final CallTracker tracker;
    final LocalBindings bindings;
    private final Gruus gruus;
    final Registrar registrar;
    final Authenticator authenticator;
    final Bans bans;
    final Gatekeeper gatekeeper;
    final MessageListener listener;
    final ProxyCore proxy;
    final Agent agent;
    final Contacts contacts;
    final EventServer events;
    final Publications<PublishedPresence> published;
    final Overload overload;
    final TextSender texts;
    final CallControl control;

    /** @param answering who answers in the stead of people who do not, at any time */
    SipParts(
            SipConfig config,
            Optional<PbxConfig> pbx,
            NameService names,
            Collection<InetAddress> pbxAt,
            SipCore.Ground ground,
            Shards shards,
            Transport transport,
            Supplier<Answering> answering) {
        this.ground = ground;
        this.config = config;
        this.shards = shards;
        this.answering = answering;
        ground.database().migrate("sip");
        own = new OwnAddresses(
                ground.directory(),
                pbx.map(PbxConfig::address).map(PbxAddress::hosts).orElse(Set.of()));
        var tap = new WireTap(transport, ground.trace().wire("sip"), own::person);
        calls = new CallTable(ground.database());
        tracker = new CallTracker(
                calls.sparing(),
                ground.listener(),
                (delay, where, task) -> here().after(delay, task),
                loop(),
                ground.clock(),
                config.settle(),
                config.maxCall());
        bindings = LocalBindings.open(ground.database(), ground.clock(), own::isHere);
        bans = new Bans(ground.clock());
        authenticator = new Authenticator(digest(), shards, ground.clock(), ground.random(), bans, ground.limited());
        peers = new Peers(
                config.trusted(),
                pbx.map(PbxConfig::uri).map(Uri::host).map(Set::of).orElse(Set.of()),
                pbxAt);
        locator = new Locator(names, new Outages(ground.clock()), ground.random());
        contacts = new Contacts(own, peers);
        gruus = new Gruus(ground.key().derive("sip gruu"), ground.random());
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
                pbx.map(PbxConfig::address),
                pbx.map(PbxConfig::services).orElse(List.of()),
                config.barred(),
                config.federation(),
                ground.limited() ? config.calls() : Integer.MAX_VALUE,
                ground.key().derive("sip record-route"),
                config.timerC(),
                config.ringNext());
        var made = new Top[1];
        var layer =
                new TransactionLayer(shards, tap, Timing.DEFAULT, TransactionLimits.DEFAULT, ground.random(), it -> {
                    made[0] = top(it, tap, rules);
                    return made[0].proxy;
                });
        proxy = made[0].proxy;
        agent = made[0].agent;
        events = made[0].watching.server;
        published = made[0].watching.published;
        overload = layer.overload();
        control = made[0].control;
        texts = new TextSender(
                agent, own, bindings, pbx.map(PbxConfig::address), locator, config.federation(), ground.clock());
        gatekeeper = new Gatekeeper(
                tap.listener(layer),
                this::isKnown,
                bans,
                new RateLimit(
                        ground.clock(), config.strangers(), ground.random().nextInt()));
        listener = ground.limited() ? gatekeeper : tap.listener(layer);
    }

    /** What stands on the transactions. */
    private record Top(Agent agent, Watching watching, ProxyCore proxy, CallControl control) {}

    private Top top(TransactionLayer layer, WireTap tap, ProxyCore.Rules rules) {
        var dialogs = new Dialogs();
        var inside = new Inside(layer, shards);
        var phones = inside.beside(bindings.phones());
        var ourselves = new Agent(layer, tap, shards, locator, phones, ground.random(), dialogs);
        var watching = new Watching(
                ground,
                new EventServer.Ground(
                        own,
                        authenticator,
                        peers,
                        bindings,
                        ground.database(),
                        ground.clock(),
                        new Expiry(config.minExpires(), config.maxExpires()),
                        ground.visibility()),
                tracker,
                ourselves,
                loop(),
                new Services(rules.services()),
                () -> pickup(answering.get(), own.domain()));
        var voicemail = new ToVoicemail(own, ourselves, answering);
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
                                                new TakeText(own, ground.texts(), shards),
                                                new DoNotDisturb(ground.quiet(), own, new PhoneLines(bindings)))))
                        .toList(),
                List.of(voicemail.after()),
                dialogs,
                contacts,
                shards,
                tap,
                ground.clock());
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
        ground.random().nextBytes(key);
        return new Digest(ground.directory(), config.digest(), key, ground.clock());
    }

    /** The one that the caller is on, where a timer costs no other thread anything; else the one for what is no call's. */
    private Loop here() {
        for (var loop : shards.loops()) {
            if (loop.here()) {
                return loop;
            }
        }
        return loop();
    }

    /** For what belongs to no call. */
    Loop loop() {
        return shards.loops().get(0);
    }
}
