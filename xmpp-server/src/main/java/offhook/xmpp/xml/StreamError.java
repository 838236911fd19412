package offhook.xmpp.xml;

import java.util.Locale;

/**
 * What ends a stream, RFC 6120 §4.9. Thrown where the peer's fault is found; one place sends it and closes the stream.
 * Safe to share.
 */
public final class StreamError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Condition condition;
    private final String text;
    private final transient Element details;

    /**
     * @param text what was wrong, for whoever debugs the peer; "" for nothing to add
     */
    public StreamError(Condition condition, String text) {
        this(condition, text, null);
    }

    /** @param details a condition of an extension's own, §4.9.4; null for none */
    public StreamError(Condition condition, String text, Element details) {
        super(text.isEmpty() ? condition.toString() : condition + ": " + text, null, false, false);
        this.condition = condition;
        this.text = text;
        this.details = details;
    }

    public Condition condition() {
        return condition;
    }

    /** {@code <stream:error/>} as it goes onto the wire. */
    public String toXml() {
        var out = new StringBuilder("<stream:error>");
        out.append(Element.of(condition.toString(), Namespaces.STREAM_ERRORS).toXml(Namespaces.CLIENT));
        if (!text.isEmpty()) {
            out.append(Element.of("text", Namespaces.STREAM_ERRORS, text)
                    .with("lang", Namespaces.XML, "en")
                    .toXml(Namespaces.CLIENT));
        }
        if (details != null) {
            out.append(details);
        }
        return out.append("</stream:error>").toString();
    }

    /** The conditions of §4.9.3, in its order. */
    public enum Condition {
        BAD_FORMAT,
        BAD_NAMESPACE_PREFIX,
        CONFLICT,
        CONNECTION_TIMEOUT,
        HOST_GONE,
        HOST_UNKNOWN,
        IMPROPER_ADDRESSING,
        INTERNAL_SERVER_ERROR,
        INVALID_FROM,
        INVALID_NAMESPACE,
        INVALID_XML,
        NOT_AUTHORIZED,
        NOT_WELL_FORMED,
        POLICY_VIOLATION,
        REMOTE_CONNECTION_FAILED,
        RESET,
        RESOURCE_CONSTRAINT,
        RESTRICTED_XML,
        SEE_OTHER_HOST,
        SYSTEM_SHUTDOWN,
        UNDEFINED_CONDITION,
        UNSUPPORTED_ENCODING,
        UNSUPPORTED_FEATURE,
        UNSUPPORTED_STANZA_TYPE,
        UNSUPPORTED_VERSION;

        /** The name of the element. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
