package offhook.sip.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import offhook.directory.UserId;
import offhook.runtime.testing.TraceFile.Event;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.event.packages.WaitingMessages;

/** Voicemail as a test says it is; in a trace "mailbox of juliet holds 2 new and 3 old". */
public final class FilledMailboxes implements WaitingMessages {

    private static final Pattern HOLDS = Pattern.compile("mailbox of (\\w+) holds (\\d+) new and (\\d+) old");

    private final Map<UserId, Counts> all = new ConcurrentHashMap<>();
    private final List<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();

    public void fill(String user, int unheard, int old) {
        all.put(new UserId(user), new Counts(unheard, old));
        listeners.forEach(listener -> listener.accept(new UserId(user)));
    }

    /** There is none any more. */
    public void remove(String user) {
        all.remove(new UserId(user));
        listeners.forEach(listener -> listener.accept(new UserId(user)));
    }

    /** Answers whether this was an event of a mailbox. */
    public boolean happens(Event event) {
        var holds = HOLDS.matcher(event.text());
        if (!holds.matches()) {
            return false;
        }
        fill(holds.group(1), Integer.parseInt(holds.group(2)), Integer.parseInt(holds.group(3)));
        return true;
    }

    @Override
    public Optional<Counts> of(UserId user) {
        return Optional.ofNullable(all.get(user));
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        listeners.add(listener);
    }
}
