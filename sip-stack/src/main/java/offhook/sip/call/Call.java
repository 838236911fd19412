package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;
import offhook.sip.message.Reason;

/**
 * One INVITE and the dialogs that come of it. The proxy reports here what passes by, from any thread; nothing here waits.
 */
public final class Call {

    private final CallTracker tracker;
    private final Legs legs;
    private Set<String> gone = Set.of();
    private Optional<Outcome> fate = Optional.empty();
    private Optional<Instant> answered = Optional.empty();
    private Optional<UserId> answeredBy = Optional.empty();
    private Optional<Instant> lease = Optional.empty();
    private boolean answeredOutside;
    private boolean offeredOnHold;
    private boolean resumed;

    final Invite invite;
    final LogicalCall logical;
    Timer expiry = () -> {};

    Call(CallTracker tracker, LogicalCall logical, Invite invite) {
        this.tracker = tracker;
        this.logical = logical;
        this.invite = invite;
        legs = new Legs(invite.caller().user());
    }

    /** Who knows it until it is decided: to find it again by its Call-ID and tags is not to hold it. */
    public CallTracker tracker() {
        return tracker;
    }

    /** What {@link CallRecord#id} will be: another Call-ID than that of the INVITE if a PBX has sent the call on. */
    public String record() {
        return tracker.change(this, at -> logical.first().callId()).orElseGet(invite::callId);
    }

    /** The person's phones have been reached: 180, 182, 183. */
    public void rings(UserId user) {
        change(at -> legs.called(user, leg -> leg.rings(at)));
    }

    /** 181 from the person's phones. */
    public void diverts(UserId user) {
        change(at -> legs.called(user, leg -> leg.diverts(at)));
    }

    /**
     * 2xx to the INVITE.
     *
     * @param user who picked up; empty for somebody who is none of ours
     * @param tag the To tag
     * @param service voicemail, an announcement or a queue has answered
     */
    public void answers(Optional<UserId> user, String tag, boolean service) {
        change(at -> {
            if (gone.contains(tag)) {
                return;
            }
            var first = answered.isEmpty();
            answered = answered.or(() -> Optional.of(at));
            fate = Optional.of(Outcome.ANSWERED);
            if (service) {
                boolean isForGroup = isForGroup(user);
                legs.calling(leg -> leg.served(tag, at));
                legs.called()
                        .replaceAll(
                                (who, leg) -> isForGroup || leg instanceof Leg.Diverted || user.equals(Optional.of(who))
                                        ? leg.served(tag, at)
                                        : leg);
            } else {
                answeredOutside |= user.isEmpty();
                answeredBy = answeredBy.or(() -> user);
                legs.calling(leg -> leg.answers(tag, at));
                user.ifPresent(who -> legs.called(who, leg -> leg.answers(tag, at)));
            }
            // RFC 3261 §16.7 step 10: a 2xx stops every other branch.
            legs.called().replaceAll((who, leg) -> leg.cancelled(Outcome.ANSWERED_ELSEWHERE, at));
            if (first) {
                tracker.save(this);
            }
        });
    }

    /** The voicemail of a ring group, of somebody whose phones did not ring, answers in the stead of all members. */
    private boolean isForGroup(Optional<UserId> box) {
        return invite.ringGroup().isPresent()
                && box.filter(owner -> !legs.called().containsKey(owner)).isPresent();
    }

    /** None of the person's phones takes the call; this is the best of their responses, 300 or more. */
    public void refuses(UserId user, int status) {
        change(at -> legs.called(user, leg -> leg.refuses(status, tracker.talksElsewhere(user, this), at)));
    }

    /** We stop the person's phones: another one has answered, or their time is over. */
    public void stops(UserId user, Outcome why) {
        change(at -> legs.called(user, leg -> leg.cancelled(why, at)));
    }

    /** CANCEL of the caller. */
    public void cancelled(List<Reason> reasons) {
        change(at -> {
            var why = Outcome.ofCancel(reasons);
            fate = Optional.of(why);
            legs.all(leg -> leg.cancelled(why, at));
        });
    }

    /**
     * The caller is to be sent this final response, 300 or more, and may be sent it when the stage completes: what the
     * call's row says of it is then committed, or the database has failed for so long that the caller should not wait.
     */
    public CompletionStage<Void> refused(int status) {
        return tracker.change(this, at -> {
                    fate = fate.or(() -> Optional.of(Outcome.ofFinal(status, false, false)));
                    legs.calling(leg -> leg.refuses(status, false, at));
                    legs.called().replaceAll((who, leg) -> leg.refuses(status, tracker.talksElsewhere(who, this), at));
                    return tracker.save(this);
                })
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * A 2xx to an INVITE or UPDATE.
     *
     * @param offer whether the body of the request stops the media; empty if it has no session description
     * @param answer the same of the response
     */
    public void media(Optional<Boolean> offer, Optional<Boolean> answer) {
        if (offer.isPresent() || answer.isPresent()) {
            change(at -> flows(offer, answer));
        }
    }

    private void flows(Optional<Boolean> offer, Optional<Boolean> answer) {
        if (offer.isPresent() || answer.isPresent()) {
            offeredOnHold = offer.isEmpty() && answer.orElse(false);
            holds(offer.orElse(false) || answer.orElse(false));
        }
    }

    /** A session description in an ACK answers an offer in the 2xx. */
    public void mediaInAck(boolean held) {
        change(at -> holds(offeredOnHold || held));
    }

    private void holds(boolean held) {
        legs.all(leg -> leg.holds(held));
    }

    /** Something passed within a dialog of the call. */
    public void refreshed() {
        change(at -> refresh());
    }

    /**
     * A 2xx to an INVITE or UPDATE.
     *
     * @param sessionExpires unless something refreshes it in this time, the session is over (RFC 4028 §10); empty if no
     *     session timer runs
     */
    public void refreshed(Optional<Duration> sessionExpires) {
        change(at -> lasts(sessionExpires, at));
    }

    private void lasts(Optional<Duration> sessionExpires, Instant at) {
        var before = lease;
        lease = sessionExpires.map(at::plus);
        refresh();
        if (!lease.equals(before)) {
            tracker.save(this);
        }
    }

    /** What a 2xx says of both, as {@link #media} and {@link #refreshed(Optional)} tell it. */
    public void session(Optional<Boolean> offer, Optional<Boolean> answer, Optional<Duration> sessionExpires) {
        change(at -> {
            flows(offer, answer);
            lasts(sessionExpires, at);
        });
    }

    private void refresh() {
        legs.all(Leg::refreshed);
        tracker.expectMore(this);
    }

    /**
     * BYE in a dialog.
     *
     * @param from the tag of either side
     * @param to the tag of the other side
     */
    public void hangsUp(String from, String to) {
        change(at -> {
            var tag = from.equals(invite.fromTag()) ? to : from;
            gone = with(gone, tag);
            legs.all(leg -> resumed ? leg.expires(at) : leg.hangsUp(tag, at));
        });
    }

    private static Set<String> with(Set<String> tags, String tag) {
        if (tags.isEmpty()) {
            return Set.of(tag); // nearly always
        }
        var all = new HashSet<>(tags);
        all.add(tag);
        return all;
    }

    private void change(Consumer<Instant> what) {
        tracker.change(this, at -> {
            what.accept(at);
            return this;
        });
    }

    // What follows is for the tracker and its helpers, under the tracker's lock.

    /** The INVITE goes out, for the first time or once more. */
    void tries(Invite now, Instant at) {
        fate = Optional.empty();
        legs.tries(now, at);
    }

    void expires(Instant at) {
        legs.all(leg -> leg.expires(at));
    }

    /** As it was written before Offhook went down; the tags of its dialogs are forgotten. */
    void resume(CallRow row, Instant now) {
        resumed = true;
        answered = row.answered();
        lease = row.lease();
        var talking = lease.filter(now::isBefore).isPresent()
                ? new Leg.Talking(Duration.ZERO, Set.of(), false)
                : new Leg.Unconfirmed(Duration.ZERO);
        legs.resume(row, talking, new Leg.Over(Outcome.CUT_BY_RESTART, Duration.ZERO));
    }

    CallRow row() {
        var rows = legs.called().entrySet().stream()
                .map(leg -> CallRow.LegRow.of(leg.getKey(), leg.getValue()))
                .toList();
        var first = logical.first();
        return new CallRow(invite, first.callId(), first.fromTag(), answered, lease, rows);
    }

    Legs legs() {
        return legs;
    }

    Optional<Outcome> fate() {
        return fate;
    }

    Optional<Instant> answered() {
        return answered;
    }

    Optional<UserId> answeredBy() {
        return answeredBy;
    }

    Optional<Instant> lease() {
        return lease;
    }

    boolean answeredOutside() {
        return answeredOutside;
    }
}
