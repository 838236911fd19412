package offhook.sip.event.document;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import offhook.sip.event.document.DialogInfo.Dialog;

/**
 * What the documents of one subscription come to, RFC 4235 §4.3: every dialog that is not over. It belongs to whoever
 * holds the subscription.
 */
public final class DialogTable {

    /** As many dialogs as one extension is believed to have at a time; what comes on top of it is not taken in. */
    static final int MOST = 256;

    private final Map<String, Dialog> rows = new LinkedHashMap<>();
    private OptionalLong version = OptionalLong.empty();
    private boolean asked;

    /**
     * Takes a document in, if it is not older than what is known.
     *
     * @return false if the full state should be asked for, by a SUBSCRIBE. What comes then is believed as it is, so a
     *     notifier that never sends full state, or counts from the start again, is asked once and not for ever.
     */
    public boolean take(DialogInfo info) {
        boolean isAnswer = asked;
        if (isOlder(info) && !isAnswer) {
            asked = true;
            return false;
        }
        asked = !info.full() && !isAnswer && !follows(info);
        version = info.version().isPresent() ? info.version() : version;
        if (info.full()) {
            rows.clear();
        }
        var told = new LinkedHashMap<String, Dialog>();
        info.dialogs().forEach(dialog -> told.merge(dialog.id(), dialog, DialogTable::both));
        told.values().forEach(this::enter);
        return !asked;
    }

    private boolean isOlder(DialogInfo info) {
        return info.version().isPresent()
                && version.isPresent()
                && info.version().getAsLong() < version.getAsLong();
    }

    /** A first document that is partial follows nothing. */
    private boolean follows(DialogInfo info) {
        return version.isPresent()
                && (info.version().isEmpty() || info.version().getAsLong() <= version.getAsLong() + 1);
    }

    private void enter(Dialog dialog) {
        var now = rows.containsKey(dialog.id()) ? after(rows.get(dialog.id()), dialog) : dialog;
        if (now.isOver()) {
            rows.remove(dialog.id());
        } else if (rows.size() < MOST || rows.containsKey(dialog.id())) {
            rows.put(dialog.id(), now);
        }
    }

    /** Of what another document has said, and what this one says now. */
    private static Dialog after(Dialog before, Dialog now) {
        return areForks(before, now) ? livelier(before, now) : now;
    }

    /** Of two with one id in one document. Kamailio puts publications side by side: the furthest is the last. */
    private static Dialog both(Dialog one, Dialog other) {
        if (areForks(one, other)) {
            return livelier(one, other);
        }
        return one.state().compareTo(other.state()) > 0 ? one : other;
    }

    /** RFC 4235 §6.1 gives two forks of one call one id: the end of the one that lost is not the end of the other. */
    private static boolean areForks(Dialog one, Dialog other) {
        return one.remoteTag().isPresent()
                && other.remoteTag().isPresent()
                && !one.remoteTag().equals(other.remoteTag());
    }

    private static Dialog livelier(Dialog one, Dialog other) {
        if (one.isOver() || other.isOver()) {
            return one.isOver() ? other : one;
        }
        return one.state().compareTo(other.state()) > 0 ? one : other;
    }

    /** The dialogs that are not over. */
    public Collection<Dialog> dialogs() {
        return List.copyOf(rows.values());
    }
}
