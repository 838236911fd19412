package offhook.mail;

/** Whether a connection to {@code smtp://} changes to TLS, RFC 3207. */
public enum StartTls {
    /** No mail without TLS and a certificate that we trust. */
    REQUIRED,
    /**
     * TLS if the server offers it. With a user and password it is required all the same; without them the certificate
     * is not looked at, since whoever could forge it could as well hide the offer.
     */
    OFFERED,
    /** No TLS, not even for the password. */
    NEVER
}
