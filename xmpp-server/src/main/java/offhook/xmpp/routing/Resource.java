package offhook.xmpp.routing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;

/**
 * One client of an account, in the words of RFC 6121: connected, then perhaps available (§4.2) and interested (§2.2).
 * Changed on the account's lane, read on any thread.
 */
public final class Resource {

    private final Account account;
    private final Session session;
    private final Inbox inbox;
    private final Questions.Open questions = new Questions.Open();
    private volatile Presence presence; // others get copies: a tree parsed of this one would stay here
    private volatile Presence seen;
    private volatile byte priority;
    private volatile long since;
    private volatile boolean interested;
    private volatile boolean gone;
    private volatile Set<Jid> directed = Set.of();
    private volatile Map<Jid, InRoom> rooms = Map.of();

    /**
     * What a room that sees more than the client says was told.
     *
     * @param said by the client
     * @param seen by the room
     */
    public record InRoom(Presence said, Presence seen) {}

    Resource(Account account, Session session, Inbox.Handler handler) {
        this.account = account;
        this.session = session;
        this.inbox = new Inbox(this, handler);
    }

    public Account account() {
        return account;
    }

    public Session session() {
        return session;
    }

    /** The full JID. */
    public Jid jid() {
        return session.jid();
    }

    public void send(Stanza stanza) {
        session.send(stanza);
    }

    /** What the client last told all its contacts, with the full JID as sender; empty while it is not available. */
    public Optional<Presence> presence() {
        return Optional.ofNullable(presence).map(Presence::kept);
    }

    /** What contacts were told last in place of {@link #presence}; empty while it is not available. */
    public Optional<Presence> seen() {
        return Optional.ofNullable(seen).map(Presence::kept);
    }

    /** Since when contacts see what they see. */
    public Instant since() {
        return Instant.ofEpochMilli(since);
    }

    /**
     * The client is available.
     *
     * @param base as the client sent it
     * @param shown as contacts are told
     * @param now when
     */
    public void available(Presence base, Presence shown, Instant now) {
        since = now.toEpochMilli();
        priority = base.priority();
        var kept = base.kept();
        seen = shown == base ? kept : shown.kept();
        presence = kept;
    }

    /** The client is not available any more. */
    public void unavailable() {
        presence = null;
        seen = null;
        directed = Set.of();
        rooms = Map.of();
    }

    public boolean isAvailable() {
        return presence != null;
    }

    /** Whether it may get what is sent to the bare JID. */
    public boolean isReachable() {
        return presence != null && priority >= 0;
    }

    public byte priority() {
        return priority;
    }

    /** Whether it has asked for the roster and so gets roster pushes. */
    public boolean isInterested() {
        return interested;
    }

    /** It has asked for the roster. */
    public void interested() {
        interested = true;
    }

    /** Those who got available presence from this client alone, RFC 6121 §4.6. */
    public Set<Jid> directed() {
        return directed;
    }

    /** Directed presence went to somebody. */
    public void directedTo(Jid jid) {
        if (directed.isEmpty()) {
            directed = ConcurrentHashMap.newKeySet();
        }
        directed.add(jid);
    }

    /** What rooms were told, by the addresses that this client has there; only of those that see more than it says. */
    public Map<Jid, InRoom> rooms() {
        return rooms;
    }

    /** A room was told of this client. */
    public void toldRoom(Jid jid, InRoom presence) {
        if (rooms.isEmpty()) {
            rooms = new ConcurrentHashMap<>();
        }
        rooms.put(jid, presence);
    }

    /** Somebody knows, or has said, that the two are out of touch. */
    public void forgetDirected(Jid jid) {
        if (!rooms.isEmpty()) {
            rooms.remove(jid);
        }
        if (!directed.isEmpty()) {
            directed.remove(jid);
        }
    }

    /** Whether the session is over, and what its client sent comes too late. */
    public boolean isGone() {
        return gone;
    }

    void gone() {
        gone = true;
    }

    Inbox inbox() {
        return inbox;
    }

    Questions.Open questions() {
        return questions;
    }

    @Override
    public String toString() {
        return jid().toString();
    }
}
