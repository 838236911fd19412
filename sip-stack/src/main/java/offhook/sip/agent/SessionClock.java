package offhook.sip.agent;

import java.time.Duration;
import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** Keeps a session alive, or notices that nobody does: RFC 4028. Belongs to the loop of its Call-ID. */
public final class SessionClock {

    /** §4: "the recommended value". */
    private static final Duration USUAL = Duration.ofMinutes(30);

    private final Loop loop;
    private final Runnable refresh;
    private final Runnable expired;
    private Timer half = () -> {};
    private Timer end = () -> {};
    private SessionTimer running; // the last one

    /**
     * @param refresh sends an UPDATE or INVITE of ours that {@link #ask asks} again
     * @param expired nobody has refreshed the session in time
     */
    public SessionClock(Loop loop, Runnable refresh, Runnable expired) {
        this.loop = loop;
        this.refresh = refresh;
        this.expired = expired;
    }

    /** Into a request of ours: the session shall last so long, and who refreshes it is left to the other end (§7.1). */
    public static void ask(SipRequest request) {
        request.append(HeaderName.SUPPORTED, SessionTimer.TAG);
        request.append(HeaderName.SESSION_EXPIRES, Long.toString(USUAL.toSeconds()));
    }

    /** What a 2xx to such a request grants. */
    public void granted(SipResponse response) {
        run(SessionTimer.granted(response));
    }

    /**
     * What a request asks for, §9.
     *
     * @param ok the 2xx to it
     * @throws offhook.sip.message.SipFailure 422 if the interval is too short
     */
    public void asked(SipRequest request, SipResponse ok) {
        var timer = SessionTimer.asked(request);
        timer.ifPresent(it -> it.write(ok));
        run(timer);
    }

    /** Into an UPDATE of ours that refreshes the session as it is. */
    void again(SipRequest update) {
        running.write(update);
    }

    /** From now on this one, or none. */
    void run(Optional<SessionTimer> timer) {
        stop();
        timer.ifPresent(it -> {
            running = it;
            if (it.ours()) {
                half = loop.after(it.half(), refresh);
            }
            end = loop.after(it.end(), expired);
        });
    }

    public void stop() {
        half.cancel();
        end.cancel();
    }
}
