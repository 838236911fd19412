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
}
