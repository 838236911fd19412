package offhook.pbx.dialoginfo;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import offhook.directory.UserId;
import offhook.pbx.subscription.Extensions.Extension;
import offhook.pbx.subscription.Subscriptions;
import offhook.sip.event.document.DialogInfo;
import offhook.sip.event.document.DialogInfo.Dialog;
import offhook.sip.event.document.DialogTable;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.message.SipRequest;
import offhook.sip.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the PBX tells of the dialogs of one extension. Safe to share. */
final class Lamp implements Subscriptions.Watch {

    private static final Logger log = LoggerFactory.getLogger(Lamp.class);

    /** Kamailio: tells of nobody's dialogs by telling nothing. */
    private static final DialogInfo NOTHING = new DialogInfo(OptionalLong.empty(), true, "", List.of());

    private final Extension extension;
    private final DialogInfoSource source;
    private final Map<String, DialogTable> notifiers = new HashMap<>();
    private Map<String, Seen> seen = Map.of();
    private Subscriber subscriber;
    private Instant told = Instant.MIN;

    /**
     * A dialog that is not over.
     *
     * @param since when it was first told of
     */
    record Seen(Dialog dialog, Instant since) {}

    Lamp(Extension extension, DialogInfoSource source) {
        this.extension = extension;
        this.source = source;
    }

    @Override
    public synchronized void by(Subscriber by) {
        subscriber = by;
    }

    @Override
    public void notified(String notifier, SipRequest notify) {
        synchronized (this) {
            told = source.now();
            if (!take(notifier, notify)) {
                subscriber.refresh(notifier);
            }
            see();
        }
        source.told(this);
    }

    private boolean take(String notifier, SipRequest notify) {
        var table = notifiers.computeIfAbsent(notifier, one -> new DialogTable());
        if (!notify.hasBody()) {
            return table.take(NOTHING);
        }
        try {
            return table.take(DialogInfo.read(notify.body()));
        } catch (MalformedDocument e) {
            log.warn("what the PBX tells of {} cannot be read: {}", extension.number(), e.getMessage());
            return true;
        }
    }

    /** Two notifiers, or one that takes the place of another, may tell of the same dialog: it counts once. */
    private void see() {
        var before = seen;
        var now = new LinkedHashMap<String, Seen>();
        for (var table : notifiers.values()) {
            for (var dialog : table.dialogs()) {
                var since = before.containsKey(dialog.id())
                        ? before.get(dialog.id()).since()
                        : source.now();
                now.merge(
                        dialog.id(),
                        new Seen(dialog, since),
                        (one, other) ->
                                one.dialog().state().compareTo(other.dialog().state()) >= 0 ? one : other);
            }
        }
        seen = now;
    }

    @Override
    public void gone(String notifier) {
        synchronized (this) {
            notifiers.remove(notifier);
            see();
        }
        source.told(this);
    }

    @Override
    public void forgotten() {
        source.forgotten();
    }

    @Override
    public void ends() {
        synchronized (this) {
            notifiers.clear();
            see();
        }
        source.ended(this);
    }

    /** A call that was not told of for that long may be over without our knowing: asks. */
    synchronized void confirm(Instant since) {
        if (!seen.isEmpty() && told.isBefore(since)) {
            told = source.now();
            subscriber.refresh();
        }
    }

    Extension extension() {
        return extension;
    }

    UserId user() {
        return extension.user();
    }

    synchronized Collection<Seen> seen() {
        return List.copyOf(seen.values());
    }
}
