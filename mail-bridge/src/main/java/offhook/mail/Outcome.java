package offhook.mail;

/** What became of one attempt to send a mail. */
public sealed interface Outcome {

    /** The server took it, RFC 5321 §4.2.1: from now on it is the server's. */
    record Accepted() implements Outcome {}

    /**
     * Nobody took it, but the same mail may be taken later: no connection, no login, 4yz.
     *
     * @param reason one line for the admin
     */
    record TryLater(String reason) implements Outcome {}

    /**
     * The server will never take this mail to this address: 5yz.
     *
     * @param reason one line for the admin, with the server's own words
     */
    record Refused(String reason) implements Outcome {}
}
