package offhook.sip.event.packages;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.sip.event.document.MessageSummary.Counts;

/** How many voice messages wait for people, in mailboxes of ours or of a PBX. Safe to share; answers from memory. */
public interface WaitingMessages {

    /** Nobody has a mailbox. */
    WaitingMessages NONE = new WaitingMessages() {

        @Override
        public Optional<Counts> of(UserId user) {
            return Optional.empty();
        }

        @Override
        public void listen(Consumer<UserId> listener) {
            // Nothing changes.
        }
    };

    /** What is in somebody's mailbox now; empty if they have none. It is asked for on a loop. */
    Optional<Counts> of(UserId user);

    /** From now on the listener hears of everybody whose counts are others; it only takes a note. */
    void listen(Consumer<UserId> listener);

    /** These and those: who has two mailboxes has one lamp for both. */
    default WaitingMessages and(WaitingMessages others) {
        var these = this;
        return new WaitingMessages() {

            @Override
            public Optional<Counts> of(UserId user) {
                return Stream.of(these.of(user), others.of(user))
                        .flatMap(Optional::stream)
                        .reduce(Counts::plus);
            }

            @Override
            public void listen(Consumer<UserId> listener) {
                these.listen(listener);
                others.listen(listener);
            }
        };
    }
}
