package offhook.gateway.notify;

import offhook.directory.address.Jid;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;

/** Where alerts come from in chat: never from the caller's own JID, and those of a voicemail from an address of its own. */
final class AlertAddress {

    private static final String DIGEST = "missed-calls";

    private final Jid service;
    private final Jid voicemail;

    AlertAddress(String domain) {
        this.service = Jid.of("phone." + domain);
        this.voicemail = Jid.of("voicemail." + domain);
    }

    /** The address of alerts about one caller: XEP-0308 corrects the last message of an address, so each has their own. */
    Jid of(String topic, ChatThread thread) {
        try {
            var mailbox = VoicemailLeft.of(topic).or(() -> MessagesWaiting.of(topic));
            return mailbox.isPresent() ? voicemail.withResource(mailbox.get()) : named(topic, thread);
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
