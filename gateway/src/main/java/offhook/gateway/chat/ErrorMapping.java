package offhook.gateway.chat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.address.AddressMapping;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;

/** What the failure of one world is in the other, RFC 7247 §7. */
public final class ErrorMapping {

    private static final Map<Integer, Condition> OF_STATUS = new HashMap<>();

    static {
        put(Condition.GONE, 301, 410);
        put(Condition.NOT_ACCEPTABLE, 380, 406, 415, 416, 421, 482, 483, 488, 505, 606);
        put(Condition.NOT_AUTHORIZED, 401);
        put(Condition.FORBIDDEN, 403);
        put(Condition.ITEM_NOT_FOUND, 404, 481, 484, 485, 604);
        put(Condition.FEATURE_NOT_IMPLEMENTED, 405, 420, 439, 501);
        put(Condition.REGISTRATION_REQUIRED, 407);
        put(Condition.REMOTE_SERVER_TIMEOUT, 408, 504);
        put(Condition.POLICY_VIOLATION, 413, 414, 440, 489, 513);
        put(Condition.RESOURCE_CONSTRAINT, 423);
        put(Condition.RECIPIENT_UNAVAILABLE, 430, 480, 486, 487);
        put(Condition.UNEXPECTED_REQUEST, 491);
        put(Condition.REMOTE_SERVER_NOT_FOUND, 502);
    }

    /** For a class of statuses, what those of them are that the table does not name. */
    private static final List<Condition> OF_CLASS = List.of(
            Condition.REDIRECT,
            Condition.BAD_REQUEST,
            Condition.INTERNAL_SERVER_ERROR,
            Condition.RECIPIENT_UNAVAILABLE);

    private static final Map<Condition, Status> OF_CONDITION = new EnumMap<>(Map.ofEntries(
            Map.entry(Condition.BAD_REQUEST, new Status(400, 400)),
            Map.entry(Condition.CONFLICT, new Status(400, 400)),
            Map.entry(Condition.FEATURE_NOT_IMPLEMENTED, new Status(501, 405)),
            Map.entry(Condition.FORBIDDEN, new Status(603, 403)),
            Map.entry(Condition.GONE, new Status(410, 410)),
            Map.entry(Condition.INTERNAL_SERVER_ERROR, new Status(500, 500)),
            Map.entry(Condition.ITEM_NOT_FOUND, new Status(604, 404)),
            Map.entry(Condition.JID_MALFORMED, new Status(400, 400)),
            Map.entry(Condition.NOT_ACCEPTABLE, new Status(606, 406)),
            Map.entry(Condition.NOT_ALLOWED, new Status(403, 403)),
            // RFC 7247 has 401 and 407 here; no answer to such a challenge of ours could satisfy the other world.
            Map.entry(Condition.NOT_AUTHORIZED, new Status(403, 403)),
            Map.entry(Condition.POLICY_VIOLATION, new Status(403, 403)),
            Map.entry(Condition.RECIPIENT_UNAVAILABLE, new Status(600, 480)),
            Map.entry(Condition.REDIRECT, new Status(302, 302)),
            Map.entry(Condition.REGISTRATION_REQUIRED, new Status(403, 403)),
            Map.entry(Condition.REMOTE_SERVER_NOT_FOUND, new Status(404, 404)),
            Map.entry(Condition.REMOTE_SERVER_TIMEOUT, new Status(408, 408)),
            Map.entry(Condition.RESOURCE_CONSTRAINT, new Status(500, 500)),
            // Never 503: a phone would take the whole server for overloaded.
            Map.entry(Condition.SERVICE_UNAVAILABLE, new Status(403, 405)),
            Map.entry(Condition.SUBSCRIPTION_REQUIRED, new Status(400, 400)),
            Map.entry(Condition.UNDEFINED_CONDITION, new Status(400, 400)),
            Map.entry(Condition.UNEXPECTED_REQUEST, new Status(491, 491))));

    private static final String XMPP = "xmpp:";

    private ErrorMapping() {}

    /** Of an error about a bare JID, and about a full one. */
    private record Status(int bare, int full) {}

    private static void put(Condition condition, Integer... statuses) {
        List.of(statuses).forEach(status -> OF_STATUS.put(status, condition));
    }

    /**
     * @param status 300 to 699
     * @param contact where a 301 says that the callee is now; "" for nowhere
     */
    public static StanzaError toXmpp(int status, String reason, String contact) {
        var condition = OF_STATUS.getOrDefault(status, OF_CLASS.get(Math.min(status, 699) / 100 - 3));
        return condition == Condition.GONE
                ? new StanzaError(condition, "").at(status == 301 ? contact : "")
                : new StanzaError(condition, reason);
    }

    /** @param bare whether a bare JID was meant */
    public static SipFailure toSip(StanzaError error, boolean bare) {
        var contact = contact(error.address());
        if (error.condition() == Condition.GONE && contact.isPresent()) {
            return failure(301, error).with(HeaderName.CONTACT, contact.get());
        }
        var status = OF_CONDITION.get(error.condition());
        return failure(bare ? status.bare : status.full, error);
    }

    private static SipFailure failure(int status, StanzaError error) {
        return error.text().isEmpty() ? new SipFailure(status) : new SipFailure(status, error.text());
    }

    /** The SIP address of where somebody is now; empty for what is none, or is nowhere. */
    private static Optional<String> contact(String address) {
        try {
            var uri = address.startsWith(XMPP)
                    ? AddressMapping.toSip(Jid.parse(address.substring(XMPP.length())))
                    : Optional.of(SipUri.parse(address));
            return uri.map(sip -> '<' + sip.toString() + '>');
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
