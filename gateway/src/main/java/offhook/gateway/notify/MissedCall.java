package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import offhook.directory.UserId;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/**
 * A call that did not reach a person who would have wanted it.
 *
 * @param event its Call-ID
 * @param tag its From tag
 * @param at when the INVITE arrived
 * @param rang how long the person's phones rang; zero if none did
 * @param outcome why nobody talked
 */
public record MissedCall(
        UserId user, String event, String tag, Caller caller, Instant at, Duration rang, Outcome outcome)
        implements Notification {

    static final String KIND = "mc";

    @Override
    public String kind() {
        return KIND;
    }
}
