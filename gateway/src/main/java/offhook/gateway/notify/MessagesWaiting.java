package offhook.gateway.notify;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * Voicemail has come to a mailbox that is not ours.
 *
 * @param event the mailbox
 * @param tag how many times it has
 * @param count messages that wait there, those that came before included
 */
public record MessagesWaiting(UserId user, String event, String tag, Instant at, int count) implements Notification {

    static final String KIND = "mw";

    private static final String TOPIC = "voicemail:";

    @Override
    public String kind() {
        return KIND;
    }

    /** What alerts about one mailbox have in common; a colon is in no caller's topic. */
    String topic() {
        return TOPIC + event;
    }

    /** The mailbox that a topic is about; empty if it is about something else. */
    static Optional<String> of(String topic) {
        return topic.startsWith(TOPIC) ? Optional.of(topic.substring(TOPIC.length())) : Optional.empty();
    }
}
