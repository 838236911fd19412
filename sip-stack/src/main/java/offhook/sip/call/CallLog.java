package offhook.sip.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each call that is over, and how many ended how. Safe to share. */
public final class CallLog {

    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    /** Characters of what a peer sends. */
    private static final int LONGEST = 128;

    final LongAdder withdrawn = new LongAdder();
    final LongAdder failedWrites = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    CallLog() {
        for (var outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** Logical calls that are over. */
    public long calls() {
        return calls.sum();
    }

    /** Legs of our people that ended like this. */
    public long legs(Outcome outcome) {
        return outcomes.get(outcome).sum();
    }

    /** Calls that nothing refreshed in time. */
    public long withdrawn() {
        return withdrawn.sum();
    }

    /** Attempts to write a call's row that failed. */
    public long failedWrites() {
        return failedWrites.sum();
    }

    void ended(CallRecord call) {
        calls.increment();
        call.legs().forEach(leg -> outcomes.get(leg.outcome()).increment());
        if (LOG.isInfoEnabled()) {
            LOG.info(line(call));
        }
    }

    /** The caller's number stays out where it is withheld: what a log holds is shown to others. */
    static String line(CallRecord call) {
        var caller = call.caller();
        var from = caller.user()
                .map(user -> clean(user.value()))
                .orElseGet(() -> caller.withheld()
                        ? "withheld"
                        : clean(caller.address().user() + '@' + caller.address().host()));
        var legs = call.legs().stream()
                .map(leg -> clean(leg.user().value())
                        + ':'
                        + leg.outcome()
                        + '/'
                        + leg.rang().toMillis() / 1000.0
                        + 's')
                .collect(Collectors.joining(","));
        return "call id=" + clean(call.id())
                + " from=" + from
                + " to=" + clean(call.dialled())
                + call.ringGroup().map(group -> " group=" + clean(group)).orElse("")
                + call.answeredBy()
                        .map(user -> " answered-by=" + clean(user.value()))
                        .orElse("")
                + " lasted=" + Duration.between(call.arrived(), call.ended()).toMillis() / 1000.0 + 's'
                + " legs=" + (legs.isEmpty() ? "-" : legs);
    }

    /** Nothing a peer sends may break a line or look like another field of it. */
    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        var clean = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints()
                .limit(LONGEST)
                .forEach(c -> clean.appendCodePoint(
                        c <= ' '
                                        || c == 0x7f
                                        || Character.getType(c) == Character.CONTROL
                                        || Character.getType(c) == Character.FORMAT
                                        || Character.isSpaceChar(c)
                                ? '_'
                                : c));
        return clean.isEmpty() ? "-" : clean.toString();
    }

    /** Nearly all are: visible ASCII. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }
}
