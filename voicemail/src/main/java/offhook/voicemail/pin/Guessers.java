package offhook.voicemail.pin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** From which numbers wrong PINs came of late, whichever mailbox they were for. Safe to share; has no clock. */
final class Guessers {

    /** So many wrong ones from one number, and no more of it are looked at: fewer than lock a mailbox. */
    static final int MOST = 5;

    static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final int REMEMBERED = 10_000;

    private record Wrong(int count, Instant last) {}

    private final Map<String, Wrong> recent = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized boolean isRefused(String number, Instant now) {
        var wrong = recent.get(number);
        return wrong != null && wrong.count >= MOST && !isOld(wrong, now);
    }

    /** One more; whether it was the last that is looked at. */
    synchronized boolean wrong(String number, Instant now) {
        return recent.merge(
                                number,
                                new Wrong(1, now),
                                (before, one) -> isOld(before, now) ? one : new Wrong(before.count + 1, now))
                        .count
                == MOST;
    }

    private static boolean isOld(Wrong wrong, Instant now) {
        return wrong.last.plus(FORGOTTEN).isBefore(now);
    }
}
