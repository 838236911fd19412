package offhook.sip.auth;

import offhook.directory.User;

/** What the credentials of a request are worth. */
public sealed interface Verdict {

    /** The request comes from this person. */
    record Authenticated(User user) implements Verdict {}

    /** There are none for our realm. */
    record Missing() implements Verdict {}

    /** They are right, but the nonce is not, or not any more: the client will try again by itself (RFC 7616 §3.3). */
    record Stale() implements Verdict {}

    /**
     * They are wrong, or for somebody we do not know: no difference is made.
     *
     * @param answersUs the nonce is one of ours for this address, hence the address is the sender's
     */
    record Wrong(String name, boolean answersUs) implements Verdict {}
}
