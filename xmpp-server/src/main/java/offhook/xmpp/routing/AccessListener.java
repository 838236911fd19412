package offhook.xmpp.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Hears that somebody may see less of somebody else than before. On any thread, and it must not block. */
public interface AccessListener {

    /** Nobody listens. */
    AccessListener NONE = new AccessListener() {
        @Override
        public CompletionStage<Void> lessened(Jid account, Jid contact) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void moved(Jid person) {
            // Nothing follows from that.
        }
    };

    /**
     * A contact does not see this account any more, or stands in other groups of its roster; both are bare JIDs.
     *
     * @return completes when what follows from that is durable; never with a failure
     */
    CompletionStage<Void> lessened(Jid account, Jid contact);

    /** The directory has taken this person out of a group. */
    void moved(Jid person);
}
