package offhook.directory.address;

/**
 * A SIP address of record, RFC 3261 §10: {@code sip:user@domain} without port and parameters.
 *
 * @param user percent-decoded, compared with case
 * @param domain lower case
 */
public record Aor(String user, String domain) {}
