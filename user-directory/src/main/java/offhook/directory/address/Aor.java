package offhook.directory.address;

/**
 * A SIP address of record, RFC 3261 §10: {@code sip:user@domain} without port and parameters.
 *
 * @param user percent-decoded, compared with case
 * @param domain lower case
 */
public record Aor(String user, String domain) {

    /** @throws IllegalArgumentException if there is no user, or a part is not allowed in a SIP URI */
    public Aor {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("an address of record has a user");
        }
        var uri = SipUri.of(user, domain);
        user = uri.user();
        domain = uri.host();
    }

    /** Reads {@code sip:user@domain}. @throws IllegalArgumentException if it is no address of record */
    public static Aor parse(String text) {
        return SipUri.parse(text)
                .aor()
                .orElseThrow(() -> new IllegalArgumentException(
                        SafeText.quote(text) + " is no address like sip:juliet@example.com"));
    }

    public SipUri uri() {
        return SipUri.of(user, domain);
    }

    @Override
    public String toString() {
        return uri().toString();
    }
}
