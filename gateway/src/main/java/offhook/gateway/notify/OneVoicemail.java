package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import offhook.sip.call.Outcome;
import org.jdbi.v3.core.Handle;

/**
 * One alert for a voicemail that a PBX keeps and mails: what only says that there is one waits for it, and is not told
 * beside it. Safe to share.
 *
 * @param patience for the mail, after what says that there is a voicemail; zero where none is mailed
 * @param domain ours
 */
record OneVoicemail(Duration patience, String domain) {

    /** So old may be what said that there is one, when it comes. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    /** Whether it is to be told; a voicemail that has come by mail takes the place of what said that it is there. */
    boolean admits(Notification what, Instant now, Handle tx) {
        if (patience.isZero()) {
            return true;
        }
        var table = new OneVoicemailTable(tx);
        if (what instanceof VoicemailLeft left) {
            if (isMailed(left)) {
                said(left, table, now).forEach(entry -> table.cancel(entry.id(), now));
            }
            return true;
        }
        return !onlySays(what) || !isThere(what, table, now);
    }

    /** What only says that there is one waits. */
    void hold(Notification what, Instant now, Handle tx) {
        if (!patience.isZero() && onlySays(what)) {
            new OneVoicemailTable(tx).hold(what.id(), now.plus(patience));
        }
    }

    private static boolean onlySays(Notification what) {
        return what instanceof MessagesWaiting
                || (what instanceof MissedCall call && call.outcome() == Outcome.TO_VOICEMAIL);
    }

    /** Its name in the outbox is that of no call: see {@code gateway.intake}. */
    private static boolean isMailed(VoicemailLeft left) {
        return left.event().startsWith("mail-");
    }

    /** What said of this one that it is there. */
    private Stream<Entry> said(VoicemailLeft left, OneVoicemailTable table, Instant now) {
        return table.since(left.user(), now.minus(RECENT)).stream()
                .filter(entry -> onlySays(entry.notification()))
                .filter(entry -> !(entry.notification() instanceof MissedCall call) || isOf(left, call));
    }

    /** The clock of the PBX is not ours: what counts is when we heard of it. */
    private boolean isThere(Notification what, OneVoicemailTable table, Instant now) {
        var since = what instanceof MissedCall call ? call.at() : now.minus(patience);
        return table.since(what.user(), since).stream()
                .map(Entry::notification)
                .filter(VoicemailLeft.class::isInstance)
                .map(VoicemailLeft.class::cast)
                .anyMatch(left -> isMailed(left) && (!(what instanceof MissedCall call) || isOf(left, call)));
    }

    private boolean isOf(VoicemailLeft left, MissedCall call) {
        return new CallerLine(left.caller()).topic(domain).equals(new CallerLine(call.caller()).topic(domain));
    }
}
