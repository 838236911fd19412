package offhook.xmpp.xml;

/**
 * How much a peer may ask of the parser, RFC 6120 §13.12. A breach is a policy-violation.
 *
 * @param stanzaBytes of one first-level child
 * @param tagBytes from {@code <} to {@code >}
 * @param depth of elements inside each other, the first-level child being the first
 * @param names different names of elements and attributes while a parser lives
 */
public record Limits(int stanzaBytes, int tagBytes, int depth, int names) {

    /** For those who may be anybody. */
    public static final Limits BEFORE_LOGIN = new Limits(10 * 1024, 8 * 1024, 32, 2_000);

    /** For those whom we know. */
    public static final Limits AFTER_LOGIN = new Limits(256 * 1024, 8 * 1024, 64, 2_000);
}
