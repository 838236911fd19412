package offhook.xmpp.muc;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where persistent rooms are kept. Safe to share. */
interface RoomStore {

    /** Every room. Blocks. */
    List<RoomState> all();

    /**
     * Keeps what has changed; completes when it is committed. A room that is not persistent any more is forgotten, one
     * that was not before is kept as a whole.
     */
    CompletionStage<Void> save(RoomState before, RoomState after);

    /** Forgets a room. */
    CompletionStage<Void> remove(Jid room);
}
