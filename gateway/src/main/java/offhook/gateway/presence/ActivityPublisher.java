package offhook.gateway.presence;

import offhook.directory.address.Jid;

/**
 * Lays the XEP-0108 activity "talking, on the phone" over what an account has published itself. Must not block.
 *
 * <p>The account's own item is not touched, so that it is what subscribers get again after the call, and after a crash.
 */
public interface ActivityPublisher {

    /** Subscribers are told {@code <talking><on_the_phone/></talking>}. */
    void onThePhone(Jid account);

    /** Subscribers are told the account's own activity again, or an empty one where it has none. */
    void offThePhone(Jid account);
}
