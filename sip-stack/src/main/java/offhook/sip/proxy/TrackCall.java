package offhook.sip.proxy;

import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.call.CallTracker;
import offhook.sip.call.Invite;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Services;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.sdp.MediaFlow;

/** Makes the call known to the tracker, if one of our people calls or is called. Safe to share. */
final class TrackCall implements Step {

    /** Calls that wait for the database: above that, new ones come too fast for it. */
    private static final int MOST_WAITING = 10_000;

    private static final int LONGEST_ID = 256;

    private final CallTracker tracker;
    private final OwnAddresses own;
    private final Services services;
    private final InstantSource clock;
    private final int most;

    /** @param most calls that one of our people may be in when they begin another one */
    TrackCall(CallTracker tracker, OwnAddresses own, Services services, InstantSource clock, int most) {
        this.most = most;
        this.tracker = tracker;
        this.own = own;
        this.services = services;
        this.clock = clock;
    }

    @Override
    public boolean take(Walk walk) {
        if (!walk.request().is(Method.INVITE)) {
            return true;
        }
        if (tracker.waiting() > MOST_WAITING) {
            throw new SipFailure(503);
        }
        if (walk.sender().filter(user -> tracker.calls(user.id()) >= most).isPresent()) {
            throw new SipFailure(403, "Too Many Calls At Once");
        }
        var invite = invite(walk);
        boolean concernsUs = !invite.called().isEmpty()
                || !invite.divertedFrom().isEmpty()
                || invite.caller().user().isPresent();
        if (concernsUs) {
            var call = tracker.begin(invite);
            walk.call = Optional.of(call);
            walk.watcher =
                    new CallWatcher(call, MediaFlow.isHeld(walk.request()), services.has(invite.dialled()), services);
        }
        return true;
    }

    private Invite invite(Walk walk) {
        var request = walk.request();
        var called = called(walk);
        var before = new LinkedHashSet<>(walk.fromPeer() ? Diversions.people(request, own) : Set.of());
        before.addAll(walk.divertedFrom);
        before.removeAll(called);
        return new Invite(
                id(request.callId(), "Call-ID"),
                id(request.from().tag().orElse(""), "From Tag"),
                Identity.caller(walk, own),
                OwnAddresses.read(request.uri()).map(uri -> uri.user()).orElse(""),
                clock.instant(),
                walk.callee()
                        .filter(RingGroup.class::isInstance)
                        .map(RingGroup.class::cast)
                        .map(RingGroup::extension),
                called,
                before,
                replaces(request),
                walk.fromPeer());
    }

    private static Set<UserId> called(Walk walk) {
        var callee = walk.callee().orElse(null);
        if (callee instanceof User user) {
            return Set.of(user.id());
        }
        return callee instanceof RingGroup group ? new LinkedHashSet<>(group.members()) : Set.of();
    }

    private static Optional<String> replaces(SipRequest request) {
        return request.header(HeaderName.REPLACES, ReplacesHeader.class)
                .map(replaces -> replaces.getCallId().strip())
                .map(callId -> id(callId, "Replaces"));
    }

    /** It becomes a key in the database. RFC 3261 §25.1: a word, or two around an @. */
    private static String id(String text, String what) {
        if (text.length() > LONGEST_ID || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new SipFailure(400, "Bad " + what);
        }
        return text;
    }
}
