package offhook.xmpp.routing;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.StreamError;

/**
 * A client that has bound a resource, RFC 6120 §7. It may outlive the connection under it. Safe to share: every method
 * returns at once.
 */
public interface Session {

    /** The full JID. */
    Jid jid();

    /**
     * Sends the stanza's bytes as they are: they already carry the right addresses. What one thread sends arrives in that
     * order. After the end it does nothing.
     */
    void send(Stanza stanza);

    /** Ends the stream with an error, which is the last thing the client gets; {@code ended} follows. */
    void close(StreamError error);

    /** Stops reading from the client, for when it sends faster than it can be served; a little may still come. */
    void pause();

    /** Reads from the client again. */
    void resume();

    /** Whether its connection broke and it may come back, XEP-0198 §5. */
    default boolean isAway() {
        return false;
    }

    /** Whether the client acknowledges what it gets, XEP-0198. */
    default boolean acknowledges() {
        return false;
    }

    /**
     * Runs a task when the client has acknowledged all that was sent so far, on any thread; never if the session ends
     * before.
     *
     * @return false if the client acknowledges nothing; then the task never runs
     */
    default boolean whenTaken(Runnable task) {
        return false;
    }

    /** What the client has not acknowledged, in the order in which it was sent; asked when the session is over. */
    default List<Unacknowledged> unacknowledged() {
        return List.of();
    }

    /** The address of ours that its client has connected to, if that is known: others may stand between, or it is away. */
    default Optional<InetAddress> reached() {
        return Optional.empty();
    }

    /** Whether it logged in by jabber:iq:auth, as clients of 2004 do, which may not answer a ping (XEP-0199). */
    boolean legacy();

    /** A stanza that may not have reached the client. */
    record Unacknowledged(Stanza stanza, Instant sent) {}
}
