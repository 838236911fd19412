package offhook.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
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
import offhook.sip.answer.Answering;
import offhook.sip.auth.Authenticator;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallTable;
import offhook.sip.call.CallTracker;
import offhook.sip.control.CallControl;
import offhook.sip.event.EventServer;
import offhook.sip.event.Publications;
import offhook.sip.event.Visibility;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.Tuples;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.guard.Bans;
import offhook.sip.guard.Gatekeeper;
import offhook.sip.proxy.ProxyCore;
import offhook.sip.proxy.Quiet;
import offhook.sip.registrar.LocalBindings;
import offhook.sip.registrar.Registrar;
import offhook.sip.text.TextListener;
import offhook.sip.text.TextSender;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Transport;
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
    private final SipParts parts;
    private final Executor loop;
    private volatile Answering answering = Answering.NOBODY;

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
        parts = new SipParts(config, pbx, names, pbxAt, ground, shards, transport, () -> answering);
        loop = parts.loop();
    }

    /**
     * Begins to work: resolves the calls that were open at the last end. Blocks.
     *
     * @param listening host and port of each listener
     */
    public void start(Collection<String> listening) {
        parts.own.listenOn(listening);
        ground.directory.listen((before, after) -> {
            if (after.isEmpty()) {
                before.map(User::id).ifPresent(this::left);
            } else if (!before.map(User::groups).equals(after.map(User::groups))) {
                parts.events.recheck(after.get().id());
            }
        });
        parts.tracker.resume();
        parts.bindings.sweep(ground.timers, loop);
        forgetOldCalls();
        parts.events.start();
    }

    private void left(UserId user) {
        parts.bindings.forget(user);
        parts.events.left(user);
    }

    private void forgetOldCalls() {
        parts.calls.forget(ground.clock.instant().minus(config.history()));
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
        parts.own.listenOn(listening);
    }

    /** The PBX has moved, says DNS. */
    public void pbxAt(Collection<InetAddress> addresses) {
        parts.peers.pbxAt(addresses);
    }

    /** Takes what came in. */
    public MessageListener listener() {
        return parts.listener;
    }

    /** What everybody's phones are doing, and the counters of calls. */
    public CallTracker calls() {
        return parts.tracker;
    }

    /** Where everybody's phones are. */
    public LocalBindings bindings() {
        return parts.bindings;
    }

    public Registrar registrar() {
        return parts.registrar;
    }

    public Authenticator authenticator() {
        return parts.authenticator;
    }

    /** Addresses that nothing is taken from. */
    public Bans bans() {
        return parts.bans;
    }

    public Gatekeeper gatekeeper() {
        return parts.gatekeeper;
    }

    public ProxyCore proxy() {
        return parts.proxy;
    }

    /** Who watches whom. */
    public EventServer events() {
        return parts.events;
    }

    /** What phones, and peers, say of our people. */
    public Publications<PublishedPresence> published() {
        return parts.published;
    }

    /** How people are written to on their phones. */
    public TextSender texts() {
        return parts.texts;
    }

    /** Requests and dialogs of our own. */
    public Agent agent() {
        return parts.agent;
    }

    /** Who answers in the stead of people who do not, from now on. */
    public void answering(Answering who) {
        answering = who;
    }

    /** Calls that people ask for elsewhere than at their phone. */
    public CallControl control() {
        return parts.control;
    }

    /** Where others reach ourselves, and not one of our people. */
    public Contacts contacts() {
        return parts.contacts;
    }

    /** Whether new calls and subscriptions are refused for want of time. */
    public Overload overload() {
        return parts.overload;
    }
}
