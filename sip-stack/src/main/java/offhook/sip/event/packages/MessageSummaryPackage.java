package offhook.sip.event.packages;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.event.EventPackage;
import offhook.sip.event.Relation;
import offhook.sip.event.Unasked;
import offhook.sip.event.document.MessageSummary.Counts;

/**
 * RFC 3842: how many voice messages wait for somebody; the lamp on their phones. It is for themselves and for peers.
 * Safe to share.
 */
public final class MessageSummaryPackage implements EventPackage {

    public static final String NAME = "message-summary";
    public static final String TYPE = "application/simple-message-summary";

    private static final Counts EMPTY = new Counts(0, 0);

    private final WaitingMessages messages;

    public MessageSummaryPackage(WaitingMessages messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contentType() {
        return TYPE;
    }

    /** §3.11: "not … more frequently than once per second". */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    /** Who is called how often in vain is nobody else's business. */
    @Override
    public boolean isShared() {
        return false;
    }

    /** A phone that starts anew has forgotten that its lamp was lit. */
    @Override
    public Unasked unasked(UserId user) {
        return messages.of(user)
                .map(counts -> counts.unheard() > 0 ? Unasked.AFTER_EACH_REGISTER : Unasked.WHEN_NEW)
                .orElse(Unasked.NOTHING);
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        messages.listen(listener);
    }

    /** §5.2; nobody's messages are urgent. */
    @Override
    public Optional<String> document(User of, Relation watcher, long version) {
        var counts = messages.of(of.id()).orElse(EMPTY);
        return Optional.of("Messages-Waiting: " + (counts.unheard() > 0 ? "yes" : "no")
                + "\r\nMessage-Account: " + of.aors().get(0).uri()
                + "\r\nVoice-Message: " + counts.unheard() + '/' + counts.old() + " (0/0)\r\n");
    }
}
