package offhook.gateway;

import java.time.Instant;
import offhook.directory.UserId;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.presence.PhonePresence;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.PhoneStatus;
import org.jdbi.v3.core.Handle;

/** The one way from a call to a person: phones become presence, calls that are over become alerts. */
record CallLinks(PhonePresence presence, MissedCalls missedCalls) implements CallListener {

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        presence.phoneChanged(user, status, at);
    }

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        missedCalls.callEnded(call, tx);
    }
}
