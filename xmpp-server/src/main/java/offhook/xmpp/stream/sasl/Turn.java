package offhook.xmpp.stream.sasl;

import offhook.directory.User;

/** What the server answers to one message of a SASL exchange, RFC 4422 §3. */
public sealed interface Turn {

    /** The exchange goes on. */
    record Challenge(byte[] data) implements Turn {}

    /** @param data for the client, or null where the mechanism has none */
    record Success(User user, byte[] data) implements Turn {}

    /** The exchange is over. */
    record Failure(SaslError error) implements Turn {}

    /**
     * The exchange is over before anything of a password was looked at: the client wants a channel binding that we do not
     * have, or believes that we have none, RFC 5802 §6.
     *
     * @param downgrade whether it believes that; then perhaps somebody in between has told it so
     */
    record NotBound(boolean downgrade) implements Turn {}
}
