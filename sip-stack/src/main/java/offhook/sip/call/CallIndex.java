package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that are here, by what tells which of them an INVITE or a request within a dialog belongs to. Guarded by the
 * tracker's lock, but for {@link #find} and {@link #size}, which are safe to share.
 */
final class CallIndex {

    private final Map<String, List<Call>> byCallId = new ConcurrentHashMap<>();
    private final Map<String, Set<LogicalCall>> byCaller = new HashMap<>();
    private final Duration settle;

    /** @param settle how long after its last leg a call is decided */
    CallIndex(Duration settle) {
        this.settle = settle;
    }

    int size() {
        return byCallId.values().stream().mapToInt(List::size).sum();
    }

    /**
     * The call with this Call-ID whose caller has one of these tags.
     *
     * @param tag of From or To; the caller may be on either side
     */
    Optional<Call> find(String callId, String tag, String otherTag) {
        for (var call : byCallId.getOrDefault(callId, List.of())) {
            var from = call.invite.fromTag();
            if (from.equals(tag) || from.equals(otherTag)) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    /** Which call of the people in it an INVITE belongs to. */
    Optional<LogicalCall> logical(Invite invite, Instant now) {
        return sameId(invite.callId())
                .or(() -> invite.replaces().flatMap(this::sameId))
                .or(() -> acrossB2bua(invite, now));
    }

    private Optional<LogicalCall> sameId(String callId) {
        return byCallId.getOrDefault(callId, List.of()).stream().findFirst().map(call -> call.logical);
    }

    private Optional<LogicalCall> acrossB2bua(Invite invite, Instant now) {
        if (!invite.fromPeer()) {
            return Optional.empty();
        }
        return invite.caller().key().flatMap(key -> byCaller.getOrDefault(key, Set.of()).stream()
                .filter(logical -> logical.stillRinging(now, settle))
                .findFirst());
    }

    void add(Call call) {
        byCallId.merge(call.invite.callId(), List.of(call), CallIndex::joined);
        call.invite.caller().key().ifPresent(key -> byCaller.computeIfAbsent(key, caller -> new LinkedHashSet<>())
                .add(call.logical));
    }

    void remove(LogicalCall logical) {
        for (var one : logical.calls()) {
            byCallId.computeIfPresent(one.invite.callId(), (id, all) -> without(all, one));
            one.invite
                    .caller()
                    .key()
                    .ifPresent(key -> byCaller.computeIfPresent(
                            key, (caller, all) -> all.remove(logical) && all.isEmpty() ? null : all));
        }
    }

    private static List<Call> joined(List<Call> some, List<Call> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static List<Call> without(List<Call> all, Call call) {
        var rest = all.stream().filter(other -> other != call).toList();
        return rest.isEmpty() ? null : rest;
    }
}
