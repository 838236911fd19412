package offhook.sip.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps publications over a restart. Safe to share. */
interface PublicationStore {

    /** Drops the one of that entity-tag and keeps the other, both or nothing. */
    CompletionStage<Void> replace(Optional<String> etag, Optional<PublicationRow> by);

    /** Those of an event that have not expired, the oldest first; forgets the others. Blocks. */
    List<PublicationRow> open(String event, Instant now);
}
