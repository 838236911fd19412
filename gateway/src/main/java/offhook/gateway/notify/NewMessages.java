package offhook.gateway.notify;

import java.time.Instant;
import offhook.directory.UserId;
import offhook.pbx.MessagesListener;
import org.jdbi.v3.core.Handle;

/** Tells people of voicemail that waits for them on the PBX. Safe to share. */
public record NewMessages(Notifier notifier) implements MessagesListener {

    @Override
    public void messagesCame(UserId user, String mailbox, int fresh, long number, Instant at, Handle tx) {
        var alert = new MessagesWaiting(user, mailbox, Long.toString(number), at, fresh);
        notifier.add(alert, alert.topic(), tx);
    }
}
