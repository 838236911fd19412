package offhook.gateway.notify;

import offhook.directory.address.Jid;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;

/** Where alerts come from in chat: never from the caller's own JID. */
final class MissedCallAddress {

    private static final String DIGEST = "missed-calls";

    private final Jid service;

    MissedCallAddress(String domain) {
        this.service = Jid.of("phone." + domain);
    }

    /** The address of alerts about one caller: XEP-0308 corrects the last message of an address, so each has their own. */
    Jid of(String topic, ChatThread thread) {
        try {
            return named(topic, thread);
        } catch (IllegalArgumentException e) {
            // RFC 7622 refuses some of what RFC 3261 allows; the address need only be the same each time.
            return named("caller-" + Integer.toHexString(topic.hashCode()), thread);
        }
    }

    Jid ofDigest() {
        return service.withResource(DIGEST);
    }

    private Jid named(String topic, ChatThread thread) {
        if (thread == ChatThread.CALLER) {
            // As gateways of old write an address inside another one, since a\40b is never minted.
            return Jid.of(topic.replace('@', '%'), service.domain());
        }
        return service.withResource(topic.startsWith("+") ? topic.substring(1) : topic);
    }
}
