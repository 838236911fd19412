package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;

/**
 * One INVITE and the dialogs that come of it. The proxy reports here what passes by, from any thread; nothing here waits.
 */
public final class Call {

    private final CallTracker tracker;
    private final Map<UserId, Leg> called = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    private Invite invite;
    private Optional<Leg> calling;
    private Optional<Outcome> fate = Optional.empty();
    private Optional<Instant> answered = Optional.empty();
    private Optional<UserId> answeredBy = Optional.empty();
    private Optional<Instant> lease = Optional.empty();
    private boolean answeredOutside;
    private boolean offeredOnHold;
    private boolean resumed;

    final LogicalCall logical;
    Timer expiry = () -> {};

    Call(CallTracker tracker, LogicalCall logical, Invite invite) {
        this.tracker = tracker;
        this.logical = logical;
        this.invite = invite;
        calling = invite.caller().user().map(user -> new Leg.Dialing());
        add(invite);
    }

    /** The person's phones have been reached: 180, 182, 183. */
    public void rings(UserId user) {
        change(at -> move(user, leg -> leg.rings(at)));
    }

    /** 181 from the person's phones. */
    public void diverts(UserId user) {
        change(at -> move(user, leg -> leg.diverts(at)));
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
                calling = calling.map(leg -> leg.served(tag, at));
                called.replaceAll((who, leg) -> user.isEmpty()
                        ? servedIfDiverted(leg, tag, at)
                        : user.get().equals(who) ? leg.served(tag, at) : leg);
            } else {
                calling = calling.map(leg -> leg.answers(tag, at));
                answeredOutside |= user.isEmpty();
                answeredBy = answeredBy.or(() -> user);
                user.ifPresent(who -> move(who, leg -> leg.answers(tag, at)));
            }
            if (first) {
                tracker.save(this);
            }
        });
    }

    private static Leg servedIfDiverted(Leg leg, String tag, Instant at) {
        return leg instanceof Leg.Diverted ? leg.served(tag, at) : leg;
    }

    /** None of the person's phones takes the call; this is the best of their responses, 300 or more. */
    public void refuses(UserId user, int status) {
        change(at -> move(user, leg -> leg.refuses(status, tracker.talksElsewhere(user, this), at)));
    }

    /** We stop the person's phones: another one has answered, or their time is over. */
    public void stops(UserId user, Outcome why) {
        change(at -> move(user, leg -> leg.cancelled(why, at)));
    }

    /** CANCEL of the caller. */
    public void cancelled(List<Reason> reasons) {
        change(at -> {
            var why = Reason.outcome(reasons);
            fate = Optional.of(why);
            called.replaceAll((who, leg) -> leg.cancelled(why, at));
            calling = calling.map(leg -> leg.cancelled(why, at));
        });
    }

    /**
     * The caller is to be sent this final response, 300 or more, and may be sent it when the stage completes: what the
     * call's row says of it is then committed, or the database has failed for so long that the caller should not wait.
     */
    public CompletionStage<Void> refused(int status) {
        return tracker.change(this, at -> {
                    fate = fate.or(() -> Optional.of(Outcome.ofFinal(status, false, false)));
                    called.replaceAll((who, leg) -> leg.refuses(status, tracker.talksElsewhere(who, this), at));
                    calling = calling.map(leg -> leg.refuses(status, false, at));
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
        if (offer.isEmpty() && answer.isEmpty()) {
            return;
        }
        change(at -> {
            offeredOnHold = offer.isEmpty() && answer.orElse(false);
            holds(offer.orElse(false) || answer.orElse(false));
        });
    }

    /** A session description in an ACK answers an offer in the 2xx. */
    public void mediaInAck(boolean held) {
        change(at -> holds(offeredOnHold || held));
    }

    private void holds(boolean held) {
        called.replaceAll((who, leg) -> leg.holds(held));
        calling = calling.map(leg -> leg.holds(held));
    }

    /** Something passed within a dialog of the call. */
    public void refreshed() {
        change(at -> refresh());
    }

    /** A 2xx with a session timer: unless something refreshes it, the session is over by then (RFC 4028 §10). */
    public void refreshed(Duration sessionExpires) {
        change(at -> {
            lease = Optional.of(at.plus(sessionExpires));
            refresh();
            tracker.save(this);
        });
    }

    private void refresh() {
        called.replaceAll((who, leg) -> leg.refreshed());
        calling = calling.map(Leg::refreshed);
        tracker.expectMore(this);
    }

    /** BYE in the dialog whose called side has this tag. */
    public void hangsUp(String tag) {
        change(at -> {
            if (resumed) {
                expires(at);
                return;
            }
            gone.add(tag);
            called.replaceAll((who, leg) -> leg.hangsUp(tag, at));
            calling = calling.map(leg -> leg.hangsUp(tag, at));
        });
    }

    private void change(Consumer<Instant> what) {
        tracker.change(this, at -> {
            what.accept(at);
            return this;
        });
    }

    private void move(UserId user, UnaryOperator<Leg> signal) {
        called.computeIfPresent(user, (who, leg) -> signal.apply(leg));
    }

    // What follows is for the tracker and its helpers, under the tracker's lock.

    void again(Invite more, Instant at) {
        fate = Optional.empty();
        calling = calling.map(leg -> leg instanceof Leg.Over ? new Leg.Dialing() : leg);
        called.replaceAll((who, leg) -> more.called().contains(who) ? leg.tries(at) : leg);
        add(more);
    }

    private void add(Invite more) {
        more.called().forEach(user -> called.putIfAbsent(user, new Leg.Trying(Optional.empty())));
        more.divertedFrom().forEach(user -> called.putIfAbsent(user, new Leg.Diverted(Optional.empty())));
    }

    void expires(Instant at) {
        called.replaceAll((who, leg) -> leg.expires(at));
        calling = calling.map(leg -> leg.expires(at));
    }

    /** As it was written before Offhook went down; the tags of its dialogs are forgotten. */
    void resume(CallRow row, Instant now) {
        resumed = true;
        answered = row.answered();
        lease = row.lease();
        var talking = lease.filter(now::isBefore).isPresent()
                ? new Leg.Talking(Duration.ZERO, Set.of(), false)
                : new Leg.Unconfirmed(Duration.ZERO);
        row.legs().forEach(leg -> called.put(leg.user(), leg.resume(talking)));
        calling = calling.map(
                leg -> answered.isPresent() ? talking : new Leg.Over(Outcome.CUT_BY_RESTART, Duration.ZERO));
    }

    CallRow row() {
        var legs = called.entrySet().stream()
                .map(leg -> CallRow.LegRow.of(leg.getKey(), leg.getValue()))
                .toList();
        var first = logical.first();
        return new CallRow(invite, first.callId(), first.fromTag(), answered, lease, legs);
    }

    boolean isOver() {
        return called.values().stream().allMatch(Leg.Over.class::isInstance)
                && calling.stream().allMatch(Leg.Over.class::isInstance);
    }

    PhoneStatus phone(UserId user) {
        var one = invite.caller().user().equals(Optional.of(user))
                ? calling.map(Leg::phone).orElse(PhoneStatus.IDLE)
                : PhoneStatus.IDLE;
        var other = called.containsKey(user) ? called.get(user).phone() : PhoneStatus.IDLE;
        return one.compareTo(other) > 0 ? one : other;
    }

    Collection<UserId> users() {
        var users = new LinkedHashSet<>(called.keySet());
        invite.caller().user().ifPresent(users::add);
        return users;
    }

    Invite invite() {
        return invite;
    }

    Map<UserId, Leg> called() {
        return called;
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
