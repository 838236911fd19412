package offhook.gateway.notify;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.address.MailAddress;

/**
 * A row of the outbox: one notification on its way through one channel.
 *
 * @param topic whom it is about: entries of the same topic merge
 * @param standsIn a mail that is sent only if nobody takes the chat message
 * @param message the message that carries it, alone or with others; null as long as there is none
 * @param previous the message that carried it before and is to be withdrawn; or null
 * @param root the first message about this topic, which later ones correct (XEP-0308); null in a digest
 * @param due when there is something to do; null for nothing
 * @param since when the attempts began
 * @param address where the mail goes in place of the person's own address
 */
record Entry(
        Notification notification,
        Channel channel,
        String topic,
        boolean standsIn,
        State state,
        String message,
        String previous,
        String root,
        Instant written,
        Instant due,
        Instant since,
        int attempts,
        String cause,
        Optional<MailAddress> address) {

    String id() {
        return notification.id();
    }

    /** The same, with more known of it. */
    Entry with(Notification other) {
        return new Entry(
                other, channel, topic, standsIn, state, message, previous, root, written, due, since, attempts, cause,
                address);
    }

    boolean isDue(Instant now) {
        return due != null && !due.isAfter(now);
    }
}
