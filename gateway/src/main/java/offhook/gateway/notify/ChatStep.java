package offhook.gateway.notify;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The next thing to do for a person in chat. */
sealed interface ChatStep {

    /** The message it is about. */
    String message();

    /** Messages to take out of the offline store first. */
    Set<String> withdrawn();

    /**
     * Hands a message over.
     *
     * @param corrects the message that it corrects by XEP-0308; null for none
     */
    record Tell(String message, Set<String> withdrawn, String corrects) implements ChatStep {}

    /** Takes messages out of the offline store, since a mail has told the same. */
    record Recall(String message, Set<String> withdrawn) implements ChatStep {}

    /** Takes the files of voicemails out of the offline store; the rest of the message that tells of them and others is told anew. */
    record Unlink(String message, Set<String> withdrawn) implements ChatStep {}

    static Set<String> previous(List<Entry> entries) {
        return entries.stream().map(Entry::previous).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
