package offhook.xmpp.stanza;

import java.util.Locale;
import java.util.Optional;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * Why a stanza was not handled, RFC 6120 §8.3. A handler throws it; the place that called the handler sends the reply.
 * Safe to share.
 */
public final class StanzaError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Condition condition;
    private final String text;
    private final String type;
    private final transient Element detail;
    private final transient Element quoted;
    private final String address;

    /** @param text what was wrong, for whoever debugs the peer; "" for nothing to add */
    public StanzaError(Condition condition, String text) {
        this(condition, condition.type, text, null, null, "");
    }

    private StanzaError(Condition condition, String type, String text, Element detail, Element quoted, String address) {
        super(text.isEmpty() ? condition.toString() : condition + ": " + text, null, false, false);
        this.condition = condition;
        this.text = text;
        this.type = type;
        this.detail = detail;
        this.quoted = quoted;
        this.address = address;
    }

    /** Whoever was meant can be reached at this URI from now on: only "gone" and "redirect" say so, §8.3.3.5 and §8.3.3.14. */
    public StanzaError at(String newAddress) {
        return new StanzaError(condition, type, text, detail, quoted, newAddress);
    }

    /** With an application-specific condition, §8.3.4. */
    public StanzaError with(Element applicationCondition) {
        return new StanzaError(condition, type, text, applicationCondition, quoted, address);
    }

    /** With another type than the one §8.3.3 recommends for the condition. */
    public StanzaError as(String otherType) {
        return new StanzaError(condition, otherType, text, detail, quoted, address);
    }

    /** With what was at fault of what the sender had sent, §8.3.1 rule 6. */
    public StanzaError quoting(Element sent) {
        return new StanzaError(condition, type, text, detail, sent, address);
    }

    public Condition condition() {
        return condition;
    }

    /** What was wrong, for whoever debugs the peer; "" for nothing. */
    public String text() {
        return text;
    }

    /** Where whoever was meant is now, a URI; "" for nowhere. */
    public String address() {
        return address;
    }

    /** What was at fault of what the sender had sent; empty where nothing is quoted. */
    Optional<Element> quoted() {
        return Optional.ofNullable(quoted);
    }

    /** {@code <error/>} in the namespace of stanzas. */
    public Element toElement() {
        var error = Element.of("error", Namespaces.CLIENT)
                .with("type", type)
                .with(
                        address.isEmpty()
                                ? Element.of(condition.toString(), Namespaces.STANZA_ERRORS)
                                : Element.of(condition.toString(), Namespaces.STANZA_ERRORS, address));
        if (!text.isEmpty()) {
            error = error.with(
                    Element.of("text", Namespaces.STANZA_ERRORS, text).with("lang", Namespaces.XML, "en"));
        }
        return detail == null ? error : error.with(detail);
    }

    public static StanzaError badRequest(String text) {
        return new StanzaError(Condition.BAD_REQUEST, text);
    }

    public static StanzaError conflict(String text) {
        return new StanzaError(Condition.CONFLICT, text);
    }

    public static StanzaError featureNotImplemented(String text) {
        return new StanzaError(Condition.FEATURE_NOT_IMPLEMENTED, text);
    }

    public static StanzaError forbidden(String text) {
        return new StanzaError(Condition.FORBIDDEN, text);
    }

    public static StanzaError internalServerError(String text) {
        return new StanzaError(Condition.INTERNAL_SERVER_ERROR, text);
    }

    public static StanzaError itemNotFound(String text) {
        return new StanzaError(Condition.ITEM_NOT_FOUND, text);
    }

    public static StanzaError jidMalformed(String text) {
        return new StanzaError(Condition.JID_MALFORMED, text);
    }

    public static StanzaError notAcceptable(String text) {
        return new StanzaError(Condition.NOT_ACCEPTABLE, text);
    }

    public static StanzaError notAllowed(String text) {
        return new StanzaError(Condition.NOT_ALLOWED, text);
    }

    public static StanzaError notAuthorized(String text) {
        return new StanzaError(Condition.NOT_AUTHORIZED, text);
    }

    public static StanzaError policyViolation(String text) {
        return new StanzaError(Condition.POLICY_VIOLATION, text);
    }

    public static StanzaError remoteServerNotFound(String text) {
        return new StanzaError(Condition.REMOTE_SERVER_NOT_FOUND, text);
    }

    public static StanzaError resourceConstraint(String text) {
        return new StanzaError(Condition.RESOURCE_CONSTRAINT, text);
    }

    public static StanzaError serviceUnavailable(String text) {
        return new StanzaError(Condition.SERVICE_UNAVAILABLE, text);
    }

    public static StanzaError unexpectedRequest(String text) {
        return new StanzaError(Condition.UNEXPECTED_REQUEST, text);
    }

    /** The same as clients of 2004 know it: with the code of XEP-0086 §3. */
    Element toOldElement() {
        return toElement().with("code", Integer.toString(condition.code));
    }

    /** The conditions of §8.3.3, in its order, with the type that it recommends, and the code that they had before. */
    public enum Condition {
        BAD_REQUEST("modify", 400),
        CONFLICT("cancel", 409),
        FEATURE_NOT_IMPLEMENTED("cancel", 501),
        FORBIDDEN("auth", 403),
        GONE("cancel", 302),
        INTERNAL_SERVER_ERROR("cancel", 500),
        ITEM_NOT_FOUND("cancel", 404),
        JID_MALFORMED("modify", 400),
        NOT_ACCEPTABLE("modify", 406),
        NOT_ALLOWED("cancel", 405),
        NOT_AUTHORIZED("auth", 401),
        POLICY_VIOLATION("modify", 405),
        RECIPIENT_UNAVAILABLE("wait", 404),
        REDIRECT("modify", 302),
        REGISTRATION_REQUIRED("auth", 407),
        REMOTE_SERVER_NOT_FOUND("cancel", 404),
        REMOTE_SERVER_TIMEOUT("wait", 504),
        RESOURCE_CONSTRAINT("wait", 500),
        SERVICE_UNAVAILABLE("cancel", 503),
        SUBSCRIPTION_REQUIRED("auth", 407),
        UNDEFINED_CONDITION("cancel", 500),
        UNEXPECTED_REQUEST("wait", 400);

        private final String type;
        private final int code;

        Condition(String type, int code) {
            this.type = type;
            this.code = code;
        }

        /** The name of the element. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
