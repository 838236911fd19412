package offhook.sip.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.sip.call.Call;
import offhook.sip.call.CallTracker;
import offhook.sip.call.Outcome;
import offhook.sip.domain.Services;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Reason;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipResponse;
import offhook.sip.sdp.MediaFlow;

/**
 * Tells a call what passes by on the INVITE that begins it.
 *
 * @param offerHeld what the INVITE says of the media
 */
record CallWatcher(Call call, Optional<Boolean> offerHeld, boolean toService, Services services) implements Watcher {

    @Override
    public void rings(Destination from, SipResponse response) {
        from.user().ifPresent(user -> {
            switch (response.status()) {
                case 180, 182, 183 -> call.rings(user);
                case 181 -> call.diverts(user);
                default -> {}
            }
        });
    }

    @Override
    public void answers(Optional<UserId> from, SipResponse response) {
        var tag = response.to().tag().orElse("");
        call.answers(from, tag, toService || Diversions.endsAt(response, services));
        session(call, offerHeld, response);
    }

    @Override
    public Watcher answered() {
        return new Late(call.tracker(), offerHeld, toService, services);
    }

    /** Looks the call up by what the response says, and so holds neither it nor its name. */
    private record Late(CallTracker tracker, Optional<Boolean> offerHeld, boolean toService, Services services)
            implements Watcher {

        @Override
        public void answers(Optional<UserId> from, SipResponse response) {
            tracker.find(response.callId(), response.from().tag().orElse(""), "")
                    .ifPresent(it -> new CallWatcher(it, offerHeld, toService, services).answers(from, response));
        }
    }

    @Override
    public void refuses(UserId user, int status) {
        call.refuses(user, status);
    }

    @Override
    public void stops(UserId user, Outcome why) {
        call.stops(user, why);
    }

    @Override
    public void cancelled(List<Reason> reasons) {
        call.cancelled(reasons);
    }

    @Override
    public CompletionStage<Void> refused(int status) {
        return call.refused(status);
    }

    /** What a 2xx to INVITE or UPDATE says of the media and of the session timer. */
    static void session(Call call, Optional<Boolean> offerHeld, SipResponse response) {
        call.session(offerHeld, MediaFlow.isHeld(response), sessionExpires(response));
    }

    /** RFC 4028 §4. */
    private static Optional<Duration> sessionExpires(SipResponse response) {
        try {
            var seconds = response.number(HeaderName.SESSION_EXPIRES, Integer.MAX_VALUE);
            return seconds.isPresent() && seconds.getAsInt() > 0
                    ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
                    : Optional.empty();
        } catch (SipFailure unreadable) {
            return Optional.empty();
        }
    }
}
