package offhook.xmpp.amp;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import offhook.xmpp.xml.Element;

/**
 * "Do the action if the condition is true for the value", XEP-0079 §3. Immutable and safe to share.
 *
 * @param xml as the sender wrote it
 */
record Rule(String condition, String value, String action, Element xml) {

    static final String DELIVER = "deliver";
    static final String EXPIRE_AT = "expire-at";
    static final String MATCH_RESOURCE = "match-resource";

    static final Set<String> CONDITIONS = Set.of(DELIVER, EXPIRE_AT, MATCH_RESOURCE);
    static final Set<String> ACTIONS = Set.of("alert", "drop", "error", "notify");

    private static final Set<String> DELIVERIES = Set.of("direct", "forward", "gateway", "none", "stored");
    private static final Set<String> MATCHES = Set.of("any", "exact", "other");

    static Rule of(Element xml) {
        return new Rule(
                xml.attribute("condition").orElse(""),
                xml.attribute("value").orElse(""),
                xml.attribute("action").orElse(""),
                xml);
    }

    /** As it stands in another namespace. */
    Element in(String namespace) {
        return Element.of("rule", namespace)
                .with("action", action)
                .with("condition", condition)
                .with("value", value);
    }

    /** Whether the value is one of those of the condition, §3.3. */
    boolean isValid() {
        return switch (condition) {
            case DELIVER -> DELIVERIES.contains(value);
            case MATCH_RESOURCE -> MATCHES.contains(value);
            default -> isUtc(value);
        };
    }

    /** Whether nobody who sees what comes of it learns where the receiver is, §10. */
    boolean isDiscreet() {
        return condition.equals(EXPIRE_AT) && action.equals("drop");
    }

    private static boolean isUtc(String text) {
        try {
            Instant.parse(text);
            return text.endsWith("Z");
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** @param fate what is about to happen to the message */
    boolean isMet(Fate fate) {
        return switch (condition) {
            case DELIVER -> fate.delivery().equals(value);
            case EXPIRE_AT -> fate.isDirect() && !fate.now().isBefore(Instant.parse(value));
            default ->
                switch (value) {
                    case "any" -> fate.isDirect();
                    case "exact" -> fate.isExact();
                    default -> fate.isDirect() && !fate.isExact();
                };
        };
    }
}
