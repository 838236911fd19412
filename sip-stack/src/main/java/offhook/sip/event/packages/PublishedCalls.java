package offhook.sip.event.packages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.CallTracker;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.Reporter;
import offhook.sip.event.Publications;
import offhook.sip.event.document.DialogInfo.Dialog;

/**
 * Calls that others carry and publish (RFC 4235 §3.13): from then on they are like all calls, in the lamps and wherever
 * else calls show. Those that the proxy carries itself are known already. Safe to share.
 */
public final class PublishedCalls {

    private static final String SOURCE = "publish";

    private final Publications<List<Dialog>> published;
    private final CallTracker tracker;
    private final DialogLegs legs;
    private final InstantSource clock;

    // Guarded by this.
    private final Map<UserId, Map<String, Instant>> since = new HashMap<>();
    private Optional<Reporter> reporter = Optional.empty(); // made when it is needed: each costs every call something

    public PublishedCalls(
            Publications<List<Dialog>> published, CallTracker tracker, DialogLegs legs, InstantSource clock) {
        this.published = published;
        this.tracker = tracker;
        this.legs = legs;
        this.clock = clock;
    }

    /** From now on what is published is told. */
    public void start() {
        published.listen(this::changed);
    }

    private synchronized void changed(UserId user) {
        var dialogs = new LinkedHashMap<String, Dialog>();
        published.of(user).stream()
                .flatMap(List::stream)
                .filter(dialog ->
                        dialog.callId().filter(id -> tracker.carries(user, id)).isEmpty())
                .forEach(dialog -> dialogs.put(dialog.id(), dialog)); // what is said again is the same dialog
        dialogs.values().removeIf(Dialog::isOver);
        var before = since.getOrDefault(user, Map.of());
        var now = new HashMap<String, Instant>();
        dialogs.keySet().forEach(id -> now.put(id, before.getOrDefault(id, clock.instant())));
        if (now.isEmpty()) {
            since.remove(user);
        } else {
            since.put(user, now);
        }
        if (!now.isEmpty() || reporter.isPresent()) {
            reporter()
                    .now(
                            user,
                            dialogs.values().stream()
                                    .map(dialog -> leg(user, dialog, now))
                                    .toList());
        }
    }

    private OutsideLeg leg(UserId user, Dialog dialog, Map<String, Instant> begun) {
        return legs.of(user, user.value(), dialog, begun.get(dialog.id()));
    }

    private Reporter reporter() {
        if (reporter.isEmpty()) {
            reporter = Optional.of(tracker.outside().reporter(SOURCE));
            reporter.get().up();
        }
        return reporter.get();
    }
}
