package offhook.sip.call;

import java.time.Instant;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The one way out of the SIP side: what phones do, and calls that are over. */
public interface CallListener {

    /** A person's phones changed, all devices and calls together. Called on a SIP loop, must not block. */
    void phoneChanged(UserId user, PhoneStatus status, Instant at);

    /**
     * A call is over and settled. Called once for each logical call, on the writer's thread, in the transaction that
     * closes its row: what is written in {@code tx} is kept if and only if the call is closed. Once more if that was
     * rolled back, so nothing but what is in {@code tx} may depend on how often.
     */
    void callEnded(CallRecord call, Handle tx);
}
