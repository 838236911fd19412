package offhook.xmpp.routing;

import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Presence;

/** What is done about presence, RFC 6121 §3 and §4. All on the account's lane, and none of it may block. */
public interface PresenceRules {

    /** A client has bound its resource. */
    void bound(Resource resource);

    /**
     * A client sent presence.
     *
     * @return completes when the client's next stanza may be handled; null if that is now
     */
    CompletionStage<?> sent(Resource from, Presence presence);

    /** Presence came for a user, to the bare or a full JID. */
    void received(Account to, Presence presence);

    /** A session is over, with or without unavailable presence before. */
    void ended(Resource resource, Ending ending);

    /** Whether the user shares presence with somebody, by subscription or directed presence, RFC 6121 §8.5.3.1. */
    boolean shared(Account account, Jid with);
}
