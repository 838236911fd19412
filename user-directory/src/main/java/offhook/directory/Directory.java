package offhook.directory;

import java.util.Collection;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.Credentials;

/**
 * Finds people and ring groups by any of their addresses. Every answer comes from memory, so that event loops may ask;
 * what changes the directory is in {@code People}. Safe to share.
 */
public interface Directory {

    /** The domain whose addresses are ours, for SIP and XMPP alike. */
    String domain();

    /**
     * Who a SIP or tel URI calls: exact AoR, extension, E.164 by the rules of the configured country, alias, then RFC
     * 7247 §6. Only enabled people are found.
     */
    Optional<Callee> find(SipUri uri);

    /** The enabled person with this JID; a resource is ignored. */
    Optional<User> user(Jid jid);

    /** The person with this id, enabled or not. */
    Optional<User> user(UserId id);

    /** The enabled person who logs in with this name, in SASL, jabber:iq:auth and SIP digest. */
    Optional<User> login(String name);

    /**
     * The same, to check a login by SCRAM or digest: whether there is such a person shows neither in the steps nor in
     * the bytes. A password in the clear goes to {@link PasswordCheck}.
     */
    LoginAttempt attempt(String name);

    /** The SCRAM keys and digest hashes of an enabled person. */
    Optional<Credentials> credentials(UserId id);

    /** Everybody who is enabled, in no order. */
    Collection<User> users();

    Collection<RingGroup> ringGroups();

    /** From now on the listener hears of every change; it is called on the thread that made the change visible. */
    void listen(DirectoryListener listener);
}
