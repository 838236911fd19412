package offhook.gateway.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;

/**
 * Decides which message tells what: an alert of its own, a correction of the last one about the same caller, or a digest
 * of all that waits for somebody who is offline. What is decided stands in the outbox before anything is sent.
 */
final class ChatPlan {

    /** As many alerts as one digest holds; then another one begins. */
    static final int LARGEST = 50;

    private final Outbox outbox;
    private final UserId person;
    private final MissedCallsConfig config;
    private final Instant now;

    ChatPlan(Outbox outbox, UserId person, MissedCallsConfig config, Instant now) {
        this.outbox = outbox;
        this.person = person;
        this.config = config;
        this.now = now;
    }

    /** The next step; empty if nothing is due. */
    Optional<ChatStep> next(boolean online) {
        var open = outbox.of(person, Channel.CHAT, List.of(State.WAITING, State.RECALLING), LARGEST);
        for (var entry : open) {
            if (entry.message() != null && entry.due() != null) {
                // One message at a time: the next one may replace it.
                return Optional.of(entry).filter(begun -> begun.isDue(now)).map(this::resumed);
            }
        }
        var fresh = open.stream()
                .filter(entry -> entry.message() == null && entry.isDue(now))
                .toList();
        return fresh.isEmpty() ? Optional.empty() : Optional.of(formed(fresh, online));
    }

    private ChatStep resumed(Entry entry) {
        var carried = outbox.carriedBy(entry.message());
        return entry.state() == State.RECALLING
                ? withdrawn(entry.message(), carried)
                : tell(entry.message(), carried, entry.root());
    }

    /** A digest is withdrawn when nothing of it is left to be told; until then only what is to be recalled, with its files. */
    private static ChatStep withdrawn(String message, List<Entry> carried) {
        var files = new HashSet<String>();
        carried.stream().filter(told -> told.state() == State.RECALLING).forEach(told -> fileMessage(told)
                .ifPresent(files::add));
        if (carried.stream().anyMatch(told -> isInChat(told) || told.state() == State.WAITING)) {
            return new ChatStep.Unlink(message, files);
        }
        files.addAll(ChatStep.previous(carried));
        files.add(message);
        return new ChatStep.Recall(message, files);
    }

    /** The file of a voicemail is a message of its own, which goes with its alert. */
    private static Optional<String> fileMessage(Entry entry) {
        return entry.notification() instanceof VoicemailLeft left ? Optional.of(left.fileId()) : Optional.empty();
    }

    private ChatStep formed(List<Entry> fresh, boolean online) {
        boolean gathers = (!online || hadToWait(fresh)) && config.thread() == ChatThread.SERVICE;
        var told = new ArrayList<>(gathers ? fresh : ofTopic(fresh, fresh.get(0).topic()));
        var newest = told.get(told.size() - 1);
        if (gathers && !online) {
            told.addAll(lastStored(LARGEST - told.size()));
        }
        String root = newest.id();
        if (told.stream().map(Entry::topic).distinct().count() > 1) {
            root = null;
        } else {
            var earlier = mergesWith(newest);
            if (earlier.isPresent()) {
                root = earlier.get().root();
                told.addAll(stored(outbox.conversation(person, root)));
            }
        }
        String message = newest.id();
        for (var entry : Set.copyOf(told)) {
            outbox.carry(entry, message, root, now);
        }
        return tell(message, outbox.carriedBy(message), root);
    }

    /** A digest, and the end of quiet hours, come as one message for all that was kept back. */
    private static boolean hadToWait(List<Entry> fresh) {
        return fresh.stream().anyMatch(entry -> entry.since().isAfter(entry.written()));
    }

    private static ChatStep tell(String message, List<Entry> carried, String root) {
        return new ChatStep.Tell(message, ChatStep.previous(carried), message.equals(root) ? null : root);
    }

    /** Product rule: the same caller within ten minutes corrects the alert. */
    private Optional<Entry> mergesWith(Entry newest) {
        return outbox.latest(person, newest.topic())
                .filter(entry -> entry.root() != null)
                .filter(entry -> !entry.notification()
                        .at()
                        .plus(config.merge())
                        .isBefore(newest.notification().at()));
    }

    /** Whole messages that nobody has taken yet, the newest first, as far as there is room. */
    private List<Entry> lastStored(int room) {
        var byMessage = new LinkedHashMap<String, List<Entry>>();
        outbox.lastStored(person, LARGEST).forEach(entry -> byMessage
                .computeIfAbsent(entry.message(), message -> new ArrayList<>())
                .add(entry));
        var found = new ArrayList<Entry>();
        for (var message : byMessage.values()) {
            if (found.size() + message.size() > room) {
                break;
            }
            found.addAll(message);
        }
        return found;
    }

    private static List<Entry> ofTopic(List<Entry> entries, String topic) {
        return entries.stream().filter(entry -> entry.topic().equals(topic)).toList();
    }

    private static List<Entry> stored(List<Entry> entries) {
        return entries.stream().filter(ChatPlan::isInChat).toList();
    }

    private static boolean isInChat(Entry entry) {
        return entry.state() == State.STORED || entry.state() == State.SENT;
    }
}
