package offhook.sip.event.packages;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.event.Relation;
import offhook.sip.event.Unasked;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.message.Uri;

/**
 * RFC 3842: how many voice messages wait for somebody; the lamp on their phones. It is for themselves and for peers.
 * Safe to share.
 */
public final class MessageSummaryPackage extends Documents {

    public static final String NAME = "message-summary";
    public static final String TYPE = "application/simple-message-summary";

    /** §3.11: "not … more frequently than once per second". */
    private static final Duration PACE = Duration.ofSeconds(1);

    private static final Counts EMPTY = new Counts(0, 0);

    private final WaitingMessages messages;
    private final Supplier<Optional<Uri>> account;

    /** @param account where people hear their messages, if that is the same for all; else each has their own address */
    public MessageSummaryPackage(WaitingMessages messages, Supplier<Optional<Uri>> account) {
        super(NAME, TYPE, PACE);
        this.messages = messages;
        this.account = account;
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
                + "\r\nMessage-Account: "
                + account.get()
                        .map(Uri::toString)
                        .orElseGet(() -> of.aors().get(0).toString())
                + "\r\nVoice-Message: " + counts.unheard() + '/' + counts.old() + " (0/0)\r\n");
    }
}
