package offhook.sip.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;

/**
 * The legs that a source tells to be one call, until somebody has picked up: who rings after that, as in a transfer, is
 * another call to the people in it. Guarded by the tracker's lock.
 */
final class OutsideCall {

    final String source;
    final String id;
    private final int part;
    private final List<SeenLeg> legs = new ArrayList<>();
    Optional<Timer> settling = Optional.empty();
    boolean decided;

    /** @param part counts the calls that were made of the same one at the source, from 0 */
    OutsideCall(String source, String id, int part) {
        this.source = source;
        this.id = id;
        this.part = part;
    }

    OutsideCall next() {
        return new OutsideCall(source, id, part + 1);
    }

    void add(SeenLeg leg) {
        legs.add(leg);
    }

    /** What other sources may know it by. */
    List<Sighting> sightings() {
        return legs.stream()
                .filter(leg -> !leg.now.calling())
                .flatMap(leg -> leg.now.sighting().stream())
                .toList();
    }

    boolean isOver() {
        return legs.stream().allMatch(SeenLeg::isOver);
    }

    /** Whether it was picked up by then, and before this leg of it began. */
    boolean wasTakenBefore(OutsideLeg leg, Instant at) {
        return legs.stream().anyMatch(other -> other.talksSince(at) && other.wasPickedUpBefore(leg));
    }

    /** What this source says of a person's part in a call that another one sees, too. */
    Stream<CallRecord.LegRecord> seenAs(Sighting seen) {
        return called(seen).flatMap(leg -> (leg.tookTheCall() ? Optional.of(Outcome.ANSWERED) : outcome(leg))
                        .or(() -> answeredBesides(leg))
                        .map(outcome -> new CallRecord.LegRecord(seen.user(), outcome, leg.rang()))
                        .stream());
    }

    /** Whether a phone of the person still rings for it. */
    boolean ringsOn(Sighting seen) {
        return called(seen).anyMatch(leg -> !leg.isOver() && !leg.tookTheCall());
    }

    boolean isSeenAs(Sighting seen) {
        return called(seen).findAny().isPresent();
    }

    private Stream<SeenLeg> called(Sighting seen) {
        return legs.stream().filter(leg -> leg.isSeenAs(seen));
    }

    private Optional<Outcome> answeredBesides(SeenLeg leg) {
        return legs.stream().anyMatch(leg::lostTo) ? Optional.of(Outcome.ANSWERED_ELSEWHERE) : Optional.empty();
    }

    /**
     * How it went, once it is over; empty if the source does not tell, or it was for none of our people.
     *
     * @param told legs that another record tells of
     */
    Optional<CallRecord> record(Instant ended, Predicate<SeenLeg> told) {
        var records = new LinkedHashMap<UserId, CallRecord.LegRecord>();
        SeenLeg first = null;
        for (var leg : legs) {
            var outcome = outcome(leg);
            if (leg.now.calling() || leg.now.user().isEmpty() || outcome.isEmpty() || told.test(leg)) {
                continue;
            }
            first = first == null ? leg : first;
            var user = leg.now.user().get();
            records.merge(user, new CallRecord.LegRecord(user, outcome.get(), leg.rang()), LogicalCall::better);
        }
        if (first == null) {
            return Optional.empty();
        }
        return Optional.of(new CallRecord(
                CallLog.clean(id) + (part == 0 ? "" : "." + part),
                source,
                first.now.remote(),
                CallLog.clean(first.now.dialled()),
                first.now.since(),
                ended,
                Optional.empty(),
                legs.stream()
                        .filter(SeenLeg::tookTheCall)
                        .flatMap(leg -> leg.now.user().stream())
                        .findFirst(),
                List.copyOf(records.values())));
    }

    private Optional<Outcome> outcome(SeenLeg leg) {
        if (leg.how().isEmpty() || leg.tookTheCall()) {
            return leg.how();
        }
        if (leg.now.remote().user().equals(leg.now.user())) {
            return Optional.of(Outcome.IGNORED);
        }
        return answeredBesides(leg)
                .or(() -> leg.how().get() == Outcome.DIVERTED ? ofWhereItWent(leg) : Optional.empty())
                .or(leg::how);
    }

    /** A call sent on has the outcome of where it was sent. */
    private Optional<Outcome> ofWhereItWent(SeenLeg leg) {
        return legs.stream()
                .skip(legs.indexOf(leg) + 1L)
                .filter(other -> !other.now.calling())
                .flatMap(other -> other.how().stream())
                .filter(outcome -> outcome != Outcome.DIVERTED)
                .reduce((one, last) -> last);
    }

    /** The row of it, written when it is over: a source tells again, after a restart, what still goes on. */
    static CallRow row(CallRecord call) {
        var invite = new Invite(
                call.id(),
                call.fromTag(),
                call.caller(),
                call.dialled(),
                call.arrived(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                true);
        var rows = call.legs().stream()
                .map(leg -> new CallRow.LegRow(leg.user(), Optional.of(leg.outcome()), leg.rang()))
                .toList();
        return new CallRow(invite, call.id(), call.fromTag(), Optional.empty(), Optional.empty(), rows);
    }

    /** Which of our people are in it. */
    Stream<UserId> people() {
        return legs.stream().flatMap(leg -> leg.now.user().stream()).distinct();
    }
}
