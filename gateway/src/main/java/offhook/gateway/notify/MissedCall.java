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
 * @param noRoom whether voicemail had no room for what the caller would have said
 */
public record MissedCall(
        UserId user,
        String event,
        String tag,
        Caller caller,
        Instant at,
        Duration rang,
        Outcome outcome,
        boolean noRoom)
        implements Notification {

    static final String KIND = "mc";

    public MissedCall(
            UserId user, String event, String tag, Caller caller, Instant at, Duration rang, Outcome outcome) {
        this(user, event, tag, caller, at, rang, outcome, false);
    }

    /** The same where the caller could not even leave a message. */
    MissedCall withNoRoom() {
        return new MissedCall(user, event, tag, caller, at, rang, outcome, true);
    }

    @Override
    public String kind() {
        return KIND;
    }
}
