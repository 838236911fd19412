package offhook.xmpp.stanza;

import java.util.concurrent.RejectedExecutionException;
import offhook.runtime.storage.StorageFailure;
import offhook.runtime.work.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sender of a stanza is told when it could not be handled. Safe to share. */
public final class Refusal {

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private Refusal() {}

    /** The error for whatever was thrown; a fault of ours is logged here, once. */
    public static StanzaError of(Stanza stanza, Throwable failure) {
        var cause = Cause.of(failure);
        if (cause instanceof StanzaError error) {
            return error;
        }
        if (cause instanceof RejectedExecutionException) {
            return StanzaError.resourceConstraint("too busy, try again later");
        }
        if (cause instanceof StorageFailure outage) { // which the database has logged
            return outage.kind() == StorageFailure.Kind.DISK_FULL
                    ? StanzaError.resourceConstraint("there is no room, try again later")
                    : StanzaError.internalServerError("the database is away, try again later")
                            .as("wait");
        }
        LOG.error("A stanza from {} to {} failed", stanza.from(), stanza.to(), cause);
        return StanzaError.internalServerError("");
    }
}
