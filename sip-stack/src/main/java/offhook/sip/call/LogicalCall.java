package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;

/** All INVITEs that are one call to the people in it. Guarded by the tracker's lock. */
final class LogicalCall {

    private final List<Call> calls = new ArrayList<>();
    Optional<Timer> settling = Optional.empty();
    boolean decided;

    void add(Call call) {
        calls.add(call);
    }

    List<Call> calls() {
        return calls;
    }

    /** The INVITE that began it. */
    Invite first() {
        return calls.get(0).invite;
    }

    /** What sources outside may know it by. */
    List<Sighting> sightings() {
        return calls.stream()
                .flatMap(call -> call.legs().called().keySet().stream().map(user -> Sighting.of(user, call.invite)))
                .toList();
    }

    boolean isOver() {
        for (var call : calls) {
            if (!call.legs().isOver()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an INVITE from the same caller belongs to it. A ring group of a PBX rings its members together or one
     * soon after the other; once somebody has picked up, the next INVITE is another call, such as the consultation
     * before a transfer.
     */
    boolean stillRinging(Instant now, Duration settle) {
        return calls.stream()
                .flatMap(call -> call.answered().stream())
                .allMatch(answered -> now.isBefore(answered.plus(settle)));
    }

    /** How it went, once it is over. */
    CallRecord record(Instant ended) {
        var legs = new LinkedHashMap<UserId, CallRecord.LegRecord>();
        for (var call : calls) {
            call.legs().called().forEach((user, leg) -> {
                if (leg instanceof Leg.Over over) {
                    legs.merge(
                            user,
                            new CallRecord.LegRecord(user, outcome(call, user, over), over.rang()),
                            LogicalCall::better);
                }
            });
        }
        var first = first();
        return new CallRecord(
                first.callId(),
                first.fromTag(),
                first.caller(),
                first.dialled(),
                first.arrived(),
                ended,
                calls.stream().flatMap(call -> call.invite.ringGroup().stream()).findFirst(),
                calls.stream().flatMap(call -> call.answeredBy().stream()).findFirst(),
                List.copyOf(legs.values()));
    }

    /** What two legs of one person are together. */
    static CallRecord.LegRecord better(CallRecord.LegRecord one, CallRecord.LegRecord other) {
        var longest = one.rang().compareTo(other.rang()) >= 0 ? one.rang() : other.rang();
        return new CallRecord.LegRecord(one.user(), one.outcome().or(other.outcome()), longest);
    }

    /** What became of one leg, in the light of the others. */
    private Outcome outcome(Call call, UserId user, Leg.Over leg) {
        var outcome = leg.outcome();
        if (call.invite.caller().user().equals(Optional.of(user))) {
            return Outcome.IGNORED;
        }
        if (outcome == Outcome.ANSWERED || outcome == Outcome.TO_VOICEMAIL) {
            return outcome;
        }
        if (call.invite.replaces().isPresent()) {
            // RFC 3891 §3: such an INVITE takes over a call, nobody hears it ring.
            return Outcome.SIGNALLING_FAILURE;
        }
        var byGroup = call.invite.ringGroup().isPresent();
        if ((outcome == Outcome.CALLER_HUNG_UP || byGroup) && answeredBesides(call, user)) {
            return Outcome.ANSWERED_ELSEWHERE;
        }
        return outcome == Outcome.DIVERTED ? diverted() : outcome;
    }

    private boolean answeredBesides(Call call, UserId user) {
        return call.answeredOutside()
                || calls.stream()
                        .flatMap(other -> other.legs().called().entrySet().stream())
                        .filter(other -> !other.getKey().equals(user))
                        .map(Map.Entry::getValue)
                        .anyMatch(leg -> leg instanceof Leg.Over over && over.outcome() == Outcome.ANSWERED);
    }

    /** A call sent on has the outcome of where it was sent; the last INVITE is the one that went there. */
    private Outcome diverted() {
        for (var i = calls.size() - 1; i >= 0; i--) {
            var fate = calls.get(i).fate().filter(what -> what != Outcome.DIVERTED);
            if (fate.isPresent()) {
                return fate.get() == Outcome.ANSWERED ? Outcome.DIVERTED : fate.get();
            }
        }
        return Outcome.DIVERTED;
    }
}
