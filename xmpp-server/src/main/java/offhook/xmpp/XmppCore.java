package offhook.xmpp;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timers;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.command.Commands;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.jingle.CallsToNobody;
import offhook.xmpp.muc.Rooms;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.presence.PresenceView;
import offhook.xmpp.pubsub.Pep;
import offhook.xmpp.pubsub.PublishSubscribe;
import offhook.xmpp.push.PushNumbers;
import offhook.xmpp.routing.Admission;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.bytestreams.Bytestreams;
import offhook.xmpp.stream.component.Components;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.web.WebStreams;
import offhook.xmpp.xep.Administration;
import org.jdbi.v3.core.Handle;

/**
 * Streams, routing, rosters and presence above any socket: {@link XmppServer} puts it on the network, a test into memory.
 * Safe to share.
 */
public final class XmppCore {

    /**
     * What it stands on.
     *
     * @param random a strong source
     * @param overlay what lies over the presence that clients send
     * @param deliveries hears when a message of a service was taken
     * @param people where users change their passwords and, if the configuration says so, make and remove accounts; and
     *     where administrators do
     * @param limited false for load tests: no delays after failed logins
     */
    public record Ground(
            Directory directory,
            PasswordCheck passwords,
            Database database,
            Lanes lanes,
            Timers timers,
            InstantSource clock,
            SecureRandom random,
            Trace trace,
            PresenceOverlay overlay,
            DeliveryListener deliveries,
            Administration people,
            boolean limited) {}

    private final XmppParts parts;
    private final boolean onWeb;

    /**
     * Brings the tables up to date. Blocks.
     *
     * @param services what answers at subdomains of ours; each stands in every roster
     * @param site the web server in front of it; without one nobody uploads files
     */
    public XmppCore(
            XmppConfig config, ArchiveConfig archiving, Ground ground, List<Service> services, Optional<WebSite> site) {
        parts = new XmppParts(config, archiving, ground, services, site);
        onWeb = site.isPresent();
    }

    /** Begins to work: knows what waits for whom. Blocks; before the first delivery. */
    public void start() {
        parts.shared.start();
        parts.subdomains.pubsub().start();
        parts.blocking.start();
        parts.administration.start();
        parts.keeping.start();
        parts.subdomains.rooms().ifPresent(Rooms::start);
    }

    /** Ends what clients have to hear the end of before their streams close; completes when they were told. */
    public CompletionStage<?> close() {
        return parts.subdomains
                .rooms()
                .<CompletionStage<?>>map(Rooms::close)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Lets somebody else refuse what clients send; before it starts. */
    public void admit(Admission admission) {
        parts.installer.admit(admission);
    }

    /**
     * Lets administrators end the server from their chat client; before it starts.
     *
     * @param stop begins to stop the whole server, and returns at once
     */
    public void shutDownBy(Runnable stop) {
        parts.administration.offerShutdown(parts.timers(), stop);
    }

    /** Where connections are handed to. */
    public ClientStreams streams() {
        return parts.streams;
    }

    /** Where connections of components are handed to. */
    public Components components() {
        return parts.subdomains.components();
    }

    /** What relays connections between users, if anything does. */
    public Optional<Bytestreams> bytestreams() {
        return parts.subdomains.bytestreams();
    }

    /** How services send what may be lost: a stanza with both addresses. Any thread. */
    public void route(Stanza stanza) {
        parts.router.route(stanza);
    }

    /**
     * Sends a message that came by another road than a client's stream, in the name of an account or of a service.
     *
     * @param then is told once, on any thread: nothing when it cannot be lost any more, or why it was refused
     */
    public void submit(Message message, Consumer<Optional<StanzaError>> then) {
        parts.submission.submit(message, then);
    }

    /** What users publish, and how to cover it. */
    public Pep pep() {
        return parts.subdomains.pubsub().pep();
    }

    /** What streams, routing and the extensions implement. */
    public List<Spec> specs() {
        var ofFeatures = parts.features.stream()
                .flatMap(feature -> Stream.concat(Stream.of(feature.spec()), feature.also().stream()));
        var ofStreams = Stream.concat(ClientStreams.SPECS.stream(), onWeb ? WebStreams.SPECS.stream() : Stream.of());
        return Stream.concat(ofStreams, ofFeatures).sorted().toList();
    }

    /** Forgets all that is kept of an account, and binds nobody to it: the listener of removals, on the writer's thread. */
    public void forget(UserId user, Handle tx) {
        parts.removal.forget(user, tx);
    }

    /** Where what users can run by filling in forms is offered (XEP-0050). */
    public Commands commands() {
        return parts.commands;
    }

    /** Calls to users who have no client for them (XEP-0353). */
    public CallsToNobody calls() {
        return parts.calls;
    }

    /** How services send messages that are not lost. */
    public Deliveries deliveries() {
        return parts.keeping.deliveries();
    }

    /** The overlay over an account's presence is another one now: contacts are told what differs. */
    public void presenceChanged(Jid account) {
        parts.presences.changed(account);
    }

    /** Whether a user keeps somebody away (XEP-0191): the one is a bare JID, the other any. Any thread. */
    public boolean blocks(Jid account, Jid other) {
        return parts.accounts.blocks(account, other);
    }

    /** Who is there, what is to be seen of them, and by whom. */
    public PresenceView presence() {
        return new PresenceView(parts.accounts, parts.visibility, parts.presences);
    }

    /** What becomes of looking for nodes that users publish at. */
    public PublishSubscribe.Memory nodes() {
        return parts.subdomains.pubsub().memory();
    }

    /** What became of pushes. */
    public PushNumbers pushes() {
        return parts.keeping.push().numbers();
    }

    /** How many clients are connected. */
    public int connected() {
        return parts.accounts.connected();
    }
}
