package offhook.sip.call;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.UserId;

/** What everybody's phones are doing: the busiest leg of each person. The answers are safe to share. */
final class Phones {

    private final Map<UserId, Set<Call>> calls = new HashMap<>();
    private final Map<UserId, Map<SeenLeg, PhoneStatus>> outside = new HashMap<>();
    private final Map<UserId, PhoneStatus> shown = new ConcurrentHashMap<>();
    private final CallListener listener;
    private final List<Consumer<UserId>> watchers = new CopyOnWriteArrayList<>();

    Phones(CallListener listener) {
        this.listener = listener;
    }

    PhoneStatus status(UserId user) {
        return shown.getOrDefault(user, PhoneStatus.IDLE);
    }

    Map<UserId, PhoneStatus> busy() {
        return Map.copyOf(shown);
    }

    /** From now on it hears of everybody whose calls may look different. */
    void watch(Consumer<UserId> watcher) {
        watchers.add(watcher);
    }

    void changed(Call call, Instant at) {
        call.legs().users().forEach(user -> {
            calls.computeIfAbsent(user, who -> new LinkedHashSet<>()).add(call);
            show(user, at);
            watchers.forEach(watcher -> watcher.accept(user));
        });
    }

    /** What shows on somebody's phones, the calls that came first before the others. */
    List<Line> lines(UserId user, String domain) {
        var ours = calls.getOrDefault(user, Set.of()).stream()
                .flatMap(call -> Stream.concat(
                        Optional.ofNullable(call.legs().called().get(user))
                                .flatMap(leg -> Line.of(call.invite, leg, false, domain))
                                .stream(),
                        call.legs().calling(user).flatMap(leg -> Line.of(call.invite, leg, true, domain)).stream()));
        return Stream.concat(ours, othersLines(user)).toList();
    }

    /** A call seen by two sources, or carried by us as well, shows once: as the one tells that knows most of it. */
    private Stream<Line> othersLines(UserId user) {
        var carried = carried(user).toList();
        var lines = new LinkedHashMap<SeenLeg, PhoneStatus>();
        outside.getOrDefault(user, Map.of()).forEach((leg, phone) -> {
            if (carried.stream().anyMatch(leg::isSeenAs)) {
                return;
            }
            var same = lines.keySet().stream().filter(leg::isSeenBy).findFirst();
            if (same.filter(other -> lines.get(other).compareTo(phone) >= 0).isEmpty()) {
                same.ifPresent(lines::remove);
                lines.put(leg, phone);
            }
        });
        return lines.entrySet().stream().map(seen -> Line.of(seen.getKey().now, seen.getValue()));
    }

    void gone(Collection<Call> over, Instant at) {
        for (var call : over) {
            for (var user : call.legs().users()) {
                calls.computeIfPresent(user, (who, left) -> left.remove(call) && left.isEmpty() ? null : left);
                show(user, at);
            }
        }
    }

    /** A leg outside is doing this now. */
    void outside(UserId user, SeenLeg leg, PhoneStatus phone, Instant at) {
        if (phone == PhoneStatus.IDLE) {
            outside.computeIfPresent(user, (who, legs) -> legs.remove(leg) != null && legs.isEmpty() ? null : legs);
        } else {
            outside.computeIfAbsent(user, who -> new LinkedHashMap<>()).put(leg, phone);
        }
        show(user, at);
        watchers.forEach(watcher -> watcher.accept(user));
    }

    /** The calls of somebody who does not exist any more. */
    Set<Call> forget(UserId user) {
        shown.remove(user);
        outside.remove(user);
        var left = calls.remove(user);
        return left == null ? Set.of() : left;
    }

    /** Calls that somebody's phones take part in. */
    int calls(UserId user) {
        return (int) calls.getOrDefault(user, Set.of()).stream()
                .filter(call -> call.legs().phone(user) != PhoneStatus.IDLE)
                .count();
    }

    boolean talksElsewhere(UserId user, Call call) {
        return Stream.concat(
                        calls.getOrDefault(user, Set.of()).stream()
                                .filter(other -> other != call)
                                .map(other -> other.legs().phone(user)),
                        outside(user))
                .anyMatch(phone -> phone.compareTo(PhoneStatus.HOLD) >= 0);
    }

    /** Whether a phone of theirs is off the hook. */
    boolean talks(UserId user) {
        return status(user).compareTo(PhoneStatus.HOLD) >= 0;
    }

    /** The calls we carry for which their phones ring or rang, until they are decided. */
    Stream<Sighting> carried(UserId user) {
        return calls.getOrDefault(user, Set.of()).stream()
                .filter(call -> call.legs().called().containsKey(user))
                .map(call -> Sighting.of(user, call.invite));
    }

    /** Whether we carry a call of theirs with this Call-ID. */
    boolean carries(UserId user, String callId) {
        return calls.getOrDefault(user, Set.of()).stream()
                .anyMatch(call -> call.invite.callId().equals(callId));
    }

    private Stream<PhoneStatus> outside(UserId user) {
        return outside.getOrDefault(user, Map.of()).values().stream();
    }

    private void show(UserId user, Instant at) {
        var now = PhoneStatus.IDLE;
        if (!outside.isEmpty()) {
            now = outside(user).reduce(now, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        for (var call : calls.getOrDefault(user, Set.of())) {
            var phone = call.legs().phone(user);
            now = phone.compareTo(now) > 0 ? phone : now;
        }
        var before = now == PhoneStatus.IDLE ? shown.remove(user) : shown.put(user, now);
        if (now != (before == null ? PhoneStatus.IDLE : before)) {
            listener.phoneChanged(user, now, at);
        }
    }
}
