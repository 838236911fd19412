package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one source outside tells: legs as they are now, never what changed, so that nothing that is lost or repeated does
 * harm. What it has told is believed for a minute after its last word. Safe to share; nothing here waits.
 */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    /** Above that a source is broken or hostile; what it tells of more legs is not believed. */
    private static final int MOST_LEGS = 20_000;

    private final OutsideCalls calls;
    private final String source;
    private final Duration believed;
    private final Map<String, SeenLeg> legs = new LinkedHashMap<>();
    private Optional<Timer> patience = Optional.empty();
    private boolean isUp;

    Reporter(OutsideCalls calls, String source, Duration believed) {
        this.calls = calls;
        this.source = source;
        this.believed = believed;
    }

    /** As it was named. */
    public String source() {
        return source;
    }

    public boolean isUp() {
        return calls.locked(() -> isUp);
    }

    /** Legs that are not over. */
    public int legs() {
        return calls.locked(legs::size);
    }

    /** The source can be heard, and will now tell of what there is. */
    public void up() {
        calls.locked(() -> {
            isUp = true;
            patience.ifPresent(Timer::cancel);
            patience = Optional.empty();
            return null;
        });
    }

    /** The source cannot be heard from now on. */
    public void down() {
        down(calls.time());
    }

    /**
     * The source cannot be heard: unless it comes back, what it has told is withdrawn when it is not believed any more.
     *
     * @param lastHeard when it said its last word
     */
    public void down(Instant lastHeard) {
        calls.locked(() -> {
            isUp = false;
            if (patience.isEmpty()) {
                var left = believed.minus(Duration.between(lastHeard, calls.time()));
                patience = Optional.of(calls.after(left.isNegative() ? Duration.ZERO : left, this::withdrawAll));
            }
            return null;
        });
    }

    /** A leg is there, or has changed. */
    public void sees(OutsideLeg leg) {
        calls.locked(() -> {
            see(leg);
            return null;
        });
    }

    /**
     * A leg is over.
     *
     * @param how for a leg that was called; empty if the source does not tell, and then nobody is told of a missed call
     */
    public void over(String leg, Optional<Outcome> how) {
        calls.locked(() -> {
            end(leg, how);
            return null;
        });
    }

    /** All that the source sees of this person now: what else there was is over, and nobody tells how. */
    public void now(UserId user, Collection<OutsideLeg> all) {
        calls.locked(() -> {
            keep(all, leg -> leg.now.user().equals(Optional.of(user)));
            return null;
        });
    }

    /** All that the source sees of anybody now. */
    public void now(Collection<OutsideLeg> all) {
        calls.locked(() -> {
            keep(all, leg -> true);
            return null;
        });
    }

    private void keep(Collection<OutsideLeg> all, Predicate<SeenLeg> of) {
        var ids = new HashSet<String>();
        all.forEach(leg -> ids.add(leg.id()));
        Set.copyOf(legs.entrySet()).stream()
                .filter(leg -> of.test(leg.getValue()) && !ids.contains(leg.getKey()))
                .forEach(leg -> end(leg.getKey(), Optional.empty()));
        all.forEach(this::see);
    }

    private void see(OutsideLeg leg) {
        var known = legs.get(leg.id());
        if (known != null && !known.now.user().equals(leg.user())) {
            // The call was picked up at another phone, which took the leg over.
            end(leg.id(), Optional.of(Outcome.ANSWERED_ELSEWHERE));
            known = null;
        }
        if (known == null && legs.size() >= MOST_LEGS) {
            LOG.warn("{} tells of more than {} legs; the rest is not believed", source, MOST_LEGS);
            return;
        }
        var seen = known == null ? calls.begin(source, leg) : calls.changed(known, leg);
        legs.put(leg.id(), seen);
        seen.expiry.cancel();
        seen.expiry = calls.expiry(() -> withdraw(leg.id()));
    }

    private void end(String leg, Optional<Outcome> how) {
        var seen = legs.remove(leg);
        if (seen != null) {
            seen.expiry.cancel();
            calls.over(seen, how);
        }
    }

    private void withdraw(String leg) {
        calls.locked(() -> {
            LOG.warn("{} has not told of the call {} for long, it is withdrawn", source, CallLog.clean(leg));
            calls.withdrawn();
            end(leg, Optional.empty());
            return null;
        });
    }

    private void withdrawAll() {
        calls.locked(() -> {
            patience = Optional.empty();
            if (!isUp && !legs.isEmpty()) {
                LOG.warn("{} cannot be heard, its {} legs are withdrawn", source, legs.size());
                Set.copyOf(legs.keySet()).forEach(leg -> {
                    calls.withdrawn();
                    end(leg, Optional.empty());
                });
            }
            return null;
        });
    }

    /** Somebody is removed: what their phones still do is nobody's. */
    void forget(UserId user) {
        Set.copyOf(legs.entrySet()).stream()
                .filter(leg -> leg.getValue().now.user().equals(Optional.of(user)))
                .forEach(leg -> end(leg.getKey(), Optional.of(Outcome.IGNORED)));
    }
}
